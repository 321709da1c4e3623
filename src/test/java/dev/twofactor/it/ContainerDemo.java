package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo as {@code docker compose up} starts it, on ports of its own and under a name of its own. */
final class ContainerDemo implements AutoCloseable {

    private static final Path LOG = Path.of("target", "compose-it.log");
    private static final Duration START = Duration.ofMinutes(10);
    /** From the last container's start to the imported realm. */
    private static final Duration READY = Duration.ofMinutes(5);

    private final int keycloakPort = FreePort.next();
    private final int inboxPort = FreePort.next();

    private ContainerDemo() throws IOException {}

    static ContainerDemo start() throws IOException {
        ContainerDemo demo = new ContainerDemo();
        try {
            demo.compose("up", "-d", "--build");
            Waiting.until(READY, () -> BrowserSession.answers(demo.keycloakUrl() + "/realms/shop"));
            return demo;
        } catch (RuntimeException | Error e) {
            demo.close();
            throw e;
        }
    }

    String keycloakUrl() {
        return "http://localhost:" + keycloakPort;
    }

    String inboxUrl() {
        return "http://localhost:" + inboxPort;
    }

    /** What all containers said. */
    String logs() {
        compose("logs", "--no-color");
        try {
            return Files.readString(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        compose("down", "--volumes");
    }

    private void compose(String... arguments) {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("--project-name", "two-factor-it"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG.toFile());
        builder.environment()
                .putAll(Map.of(
                        "DEMO_KEYCLOAK_PORT", Integer.toString(keycloakPort),
                        "DEMO_INBOX_PORT", Integer.toString(inboxPort)));
        try {
            Process process = builder.start();
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError(command + " did not end");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " failed:\n" + Files.readString(LOG));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // Debian's Compose is a program of its own, newer ones are a command of docker.
    private static List<String> program() {
        boolean own = Files.isExecutable(Path.of("/usr/bin/docker-compose"));
        return own ? List.of("docker-compose") : List.of("docker", "compose");
    }
}
