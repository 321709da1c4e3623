package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakServer;
import dev.twofactor.server.KeycloakServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A Keycloak for the soak alone, logging as operators' do, with as many connections as twenty logins and the senders take. */
final class SoakServer implements AutoCloseable {

    static final int CONNECTIONS = 30;

    /** Small enough to be full early: a cache that still fills would look like a leak. */
    private static final int CACHED = 200;

    private final PostgresServer database = PostgresServer.start();
    private final String url;
    private final KeycloakServer server;

    /** @param quick whether it soon ends: else it needs both compilers, since the memory for one's code is full in minutes */
    SoakServer(boolean quick) throws IOException {
        database.createDatabase("keycloak");
        int port = FreePort.next();
        url = "http://localhost:" + port;
        KeycloakServerBuilder settings = KeycloakServer.of(TestKeycloak.distribution());
        if (!quick) {
            settings.javaOptions("");
        }
        server = settings.database(database.jdbcUrl("keycloak"), "postgres", "any")
                .httpPort(port)
                .hostname(url)
                .options("--db-pool-min-size=2", "--db-pool-max-size=" + CONNECTIONS)
                .options("--cache-embedded-users-max-count=" + CACHED)
                .options("--spi-two-factor--default--allow-private-addresses=true")
                .build()
                .start();
    }

    String url() {
        return url;
    }

    /** What it holds on to while nobody signs in. */
    Footprint footprint() {
        return Footprint.of(server);
    }

    /** The number in the first column of the first row. */
    long count(String sql, String parameter) {
        return Long.parseLong(text(sql, parameter));
    }

    /** The first column of the first row; empty without one. */
    String text(String sql, String parameter) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl("keycloak"), "postgres", "any");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new AssertionError("the database did not answer", e);
        }
    }

    /** What it logged as an error. */
    List<String> errors() {
        try (Stream<String> lines = Files.lines(server.logFile())) {
            return lines.filter(line -> line.contains(" ERROR [")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        database.stop();
    }
}
