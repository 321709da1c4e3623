package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** One node of a cluster: its ports stay, whatever distribution it runs. */
final class ClusterNode {

    private static final Pattern VIEW = Pattern.compile("cluster view for channel \\S+ \\S+ \\((\\d+)\\)");

    /** Liquibase's tables; the constraint that keeps the names of realms apart. */
    private static final List<String> STARTED_TOO = List.of("databasechangelog", "uk_orvsdmla56612eaefiq6wl5oi");

    private final String name;
    private final PostgresServer database;
    private final int port = freePort();
    private final int clusterPort = freePort();
    private String publicUrl = url();
    private KeycloakServer server;

    ClusterNode(String name, PostgresServer database) {
        this.name = name;
        this.database = database;
    }

    /** Lets it tell another address than its own to browsers. */
    void behind(String address) {
        publicUrl = address;
    }

    /** The node's own address, without a slash at the end. */
    String url() {
        return "http://localhost:" + port;
    }

    /** The same request, sent to this node. */
    URI route(URI url) {
        return URI.create(url.toString().replaceFirst("//[^/]+", "//localhost:" + port));
    }

    /** Starts it on this distribution, whatever it ran before. */
    void start(KeycloakDistribution distribution) {
        try {
            startOnce(distribution);
        } catch (IllegalStateException e) {
            // Keycloak makes Liquibase's own tables before it takes the lock, and the first realm without one: of two
            // nodes that start at once on an empty database one may end. Whatever looks after a server starts it again.
            if (STARTED_TOO.stream().noneMatch(String.valueOf(e.getMessage())::contains)) {
                throw e;
            }
            startOnce(distribution);
        }
    }

    private void startOnce(KeycloakDistribution distribution) {
        server = KeycloakServer.of(distribution)
                .database(database.jdbcUrl("keycloak"), "postgres", "any")
                .httpPort(port)
                .hostname(publicUrl)
                .options(
                        "--cache-embedded-network-bind-address=127.0.0.1",
                        "--cache-embedded-network-bind-port=" + clusterPort,
                        "--spi-two-factor--default--allow-private-addresses=true",
                        "--log-level=info,dev.twofactor:debug,org.keycloak.quarkus.runtime.storage.database.liquibase:debug")
                .folder(Path.of("target/keycloak", name))
                .logFile(Path.of("target/keycloak", name + ".log"))
                .build();
        server.start();
    }

    /** Starts it again as it was. */
    void start() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    /** SIGKILL. */
    void kill() {
        server.kill();
    }

    /** What it has printed since it was started on its distribution. */
    String log() {
        try {
            return Files.readString(server.logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nodes of the cluster as this one last saw it; 0 before it saw any. */
    int membersSeen() {
        return VIEW.matcher(log())
                .results()
                .map(view -> Integer.parseInt(view.group(1)))
                .reduce(0, (earlier, later) -> later);
    }

    private static int freePort() {
        try {
            return FreePort.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
