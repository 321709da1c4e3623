package dev.twofactor.demo;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.nio.file.Path;
import java.util.List;
import org.keycloak.common.Version;

/** Starts the demo and runs until it is told to end: {@code ./demo}. */
public final class Demo {

    private final DemoPorts ports;
    private final Path providerJar;

    private Demo(DemoPorts ports, Path providerJar) {
        this.ports = ports;
        this.providerJar = providerJar;
    }

    /** @param args the provider's JAR */
    public static void main(String[] args) {
        try {
            new Demo(DemoPorts.from(System.getenv()), Path.of(args[0])).run();
            System.err.println("Keycloak ended.");
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The threads of the inbox would go on; the hook of the server's process ends what is left of it.
        System.exit(1);
    }

    private void run() throws InterruptedException {
        ports.requireFree();
        say("Preparing Keycloak " + Version.VERSION + " (the first time, and after a change, it takes a minute) ...");
        KeycloakDistribution distribution =
                KeycloakDistribution.prepare(Version.VERSION, List.of(providerJar), KeycloakDistribution.H2);
        try (Inbox inbox = Inbox.start(ports.inbox(), 0);
                KeycloakServer server = server(distribution, inbox)) {
            say("Starting Keycloak ...");
            server.start();
            say(DemoWelcome.text(ports, inbox));
            say(DemoWelcome.READY);
            server.awaitEnd();
        }
    }

    private KeycloakServer server(KeycloakDistribution distribution, Inbox inbox) {
        return KeycloakServer.of(distribution)
                .costlyPasswords()
                .folder(Path.of(".keycloak", "demo-" + ports.keycloak()))
                .httpPort(ports.keycloak())
                .hostname("http://localhost:" + ports.keycloak())
                .importRealm(Path.of("realm-export.json"))
                .env(DemoPorts.INBOX, Integer.toString(inbox.httpPort()))
                .env("DEMO_SMTP_PORT", Integer.toString(inbox.smtpPort()))
                .options("--spi-two-factor--default--allow-private-addresses=true")
                .onLogLine(Demo::say)
                .build();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
