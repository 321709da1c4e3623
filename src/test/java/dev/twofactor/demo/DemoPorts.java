package dev.twofactor.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Where the demo listens on the loopback address.
 *
 * @param keycloak port of Keycloak, 1 to 65535
 * @param inbox port of the inbox page, 1 to 65535 and another than Keycloak's
 */
record DemoPorts(int keycloak, int inbox) {

    static final String KEYCLOAK = "DEMO_KEYCLOAK_PORT";
    static final String INBOX = "DEMO_INBOX_PORT";

    DemoPorts {
        if (keycloak == inbox) {
            throw new IllegalArgumentException(KEYCLOAK + " and " + INBOX + " are the same");
        }
    }

    /** Reads both from the environment; by default 8080 and 8025. */
    static DemoPorts from(Map<String, String> environment) {
        return new DemoPorts(port(environment, KEYCLOAK, 8080), port(environment, INBOX, 8025));
    }

    /** Tells in words that a person can act upon when somebody else listens already. */
    void requireFree() {
        requireFree(KEYCLOAK, keycloak);
        requireFree(INBOX, inbox);
    }

    private static int port(Map<String, String> environment, String name, int usual) {
        String value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            return usual;
        }
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new IllegalArgumentException(name + " is no port: 1 to 65535");
        }
        return Integer.parseInt(value);
    }

    private static void requireFree(String name, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A demo that ended a moment ago leaves connections behind that say nothing about the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Port " + port + " is taken; choose another one with " + name + "=<port> ./demo", e);
        }
    }
}
