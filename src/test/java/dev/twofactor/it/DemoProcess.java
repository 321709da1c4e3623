package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import dev.twofactor.server.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The demo as a person starts it: {@code ./demo}, on ports of its own. */
final class DemoProcess implements AutoCloseable {

    private static final long START_MINUTES = 10;
    private static final Path OUTPUT = Path.of("target", "demo-it.log");

    private final int keycloakPort = FreePort.next();
    private final int inboxPort = FreePort.next();
    private final ProcessTree tree;

    private DemoProcess() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("demo").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile());
        builder.environment().put("DEMO_KEYCLOAK_PORT", Integer.toString(keycloakPort));
        builder.environment().put("DEMO_INBOX_PORT", Integer.toString(inboxPort));
        tree = new ProcessTree(builder.start());
    }

    /** Starts it and waits for the line that says that all is up. */
    static DemoProcess start() throws IOException {
        DemoProcess demo = new DemoProcess();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(START_MINUTES);
        while (!demo.output().contains("DEMO_READY")) {
            // A wait for a real process: its end cuts it short.
            if (demo.tree.awaitExit(200, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                demo.close();
                throw new AssertionError("the demo did not come up:\n" + String.join("\n", demo.output()));
            }
        }
        return demo;
    }

    String keycloakUrl() {
        return "http://localhost:" + keycloakPort;
    }

    String inboxUrl() {
        return "http://localhost:" + inboxPort;
    }

    List<Integer> ports() {
        return List.of(keycloakPort, inboxPort);
    }

    /** All lines so far, errors among them. */
    List<String> output() throws IOException {
        return Files.readAllLines(OUTPUT);
    }

    /** Every process that belongs to the demo now. */
    List<ProcessHandle> processes() {
        Process process = tree.process();
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** Sends SIGTERM to the one process that a person started; whether it ended within half a minute. */
    boolean terminate() {
        tree.process().destroy();
        return tree.awaitExit(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        tree.close();
    }
}
