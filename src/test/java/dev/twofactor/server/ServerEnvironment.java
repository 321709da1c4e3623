package dev.twofactor.server;

import java.util.Map;

/** The environment in which {@code kc.sh} runs: this virtual machine's Java, and nothing of the caller's own Keycloak settings. */
final class ServerEnvironment {

    /** Only the quick compiler: it halves the time to start, and is wrong for nothing but benchmarks. */
    static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private ServerEnvironment() {}

    static void apply(Map<String, String> environment) {
        environment.keySet().removeIf(ServerEnvironment::steersKeycloak);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_APPEND", QUICK_START);
    }

    private static boolean steersKeycloak(String name) {
        return name.startsWith("KC_")
                || name.startsWith("KEYCLOAK_")
                || name.startsWith("JAVA_OPTS")
                || name.startsWith("QUARKUS_")
                || name.startsWith("DEBUG")
                || name.equals("JAVA");
    }
}
