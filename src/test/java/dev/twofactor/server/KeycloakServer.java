package dev.twofactor.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A Keycloak of its own folder, ports and process; ends with this virtual machine at the latest. */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KeycloakServerBuilder settings;
    private final ServerLog log;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private ProcessTree tree;

    KeycloakServer(KeycloakServerBuilder settings) {
        this.settings = settings;
        this.log = new ServerLog(settings.logFile(), settings.logLines());
    }

    /** The settings of a server of this distribution, each with a default. */
    public static KeycloakServerBuilder of(KeycloakDistribution distribution) {
        return new KeycloakServerBuilder(distribution);
    }

    /**
     * Starts the process and returns when {@code /realms/master} answers 200. After {@link #stop()} or {@link #kill()}
     * it starts again on the same folder, database and ports.
     *
     * @throws IllegalStateException with the log's last lines when the process ends or the time for a start is over
     */
    public KeycloakServer start() {
        if (tree != null) {
            throw new IllegalStateException("the server is running already");
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(settings.command())
                    .directory(settings.folder().toFile())
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(settings.environment());
            Process process = builder.start();
            tree = new ProcessTree(process);
            log.follow(process.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
        return this;
    }

    /** Waits until the process ends, for whatever reason. */
    public void awaitEnd() throws InterruptedException {
        tree.process().waitFor();
        log.awaitEnd();
    }

    /** Ends the server in good order; does nothing when it does not run. */
    public void stop() {
        end(false);
    }

    /** Ends the server as a crash would: no shutdown code runs. */
    public void kill() {
        end(true);
    }

    @Override
    public void close() {
        stop();
    }

    /** The address that clients use, without a slash at the end: {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://127.0.0.1:" + settings.httpPort();
    }

    public int httpPort() {
        return settings.httpPort();
    }

    public int managementPort() {
        return settings.managementPort();
    }

    /** Everything the server printed since its first start. */
    public Path logFile() {
        return settings.logFile();
    }

    /** The server's own home folder, with {@code bin/kcadm.sh} in it. */
    public Path folder() {
        return settings.folder();
    }

    /** Processor time that the running server has used since its start; the operating system counts it in steps of some 10 ms. */
    public Duration cpuTime() {
        return tree.cpuTime();
    }

    /** The id of its Java process, for the JDK's tools. */
    public long pid() {
        return tree.innermost().pid();
    }

    private synchronized void end(boolean atOnce) {
        if (tree == null) {
            return;
        }
        if (atOnce) {
            tree.kill();
        }
        tree.close();
        tree = null;
        log.awaitEnd();
    }

    private void awaitReady() {
        Instant deadline = Instant.now().plus(settings.startTimeout());
        while (!answers()) {
            if (!tree.process().isAlive() || Instant.now().isAfter(deadline)) {
                String what = tree.process().isAlive() ? "did not answer in time" : "ended while it started";
                stop();
                throw new IllegalStateException("Keycloak " + what + ":\n" + log.tail());
            }
            pause();
        }
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/realms/master"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Nothing listens yet.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Keycloak started", e);
        }
    }

    private void pause() {
        // A wait for a real process: its end cuts the wait short.
        tree.awaitExit(POLL.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        if (Thread.currentThread().isInterrupted()) {
            stop();
            throw new IllegalStateException("interrupted while Keycloak started");
        }
    }
}
