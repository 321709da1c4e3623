package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import dev.twofactor.server.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB of the test run's own: empty, on a free loopback port, without durability, gone with the JVM. */
final class MariaDbServer implements AutoCloseable {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final int START_SECONDS = 180;

    private final Path folder;
    private final int port;
    private final ProcessTree process;

    private MariaDbServer(Path folder, int port, ProcessTree process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts a new one and returns when it takes connections; fails with what to install where MariaDB is missing. */
    static MariaDbServer start() {
        Path program = Stream.of("/usr/sbin/mariadbd", "/usr/libexec/mariadbd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No MariaDB: run apt-get install mariadb-server (tests never skip it)"));
        try {
            Path folder = Files.createTempDirectory("two-factor-mariadb");
            Path data = folder.resolve("data");
            List<String> install = new ArrayList<>(
                    List.of("mariadb-install-db", "--no-defaults", "--skip-test-db", "--datadir=" + data));
            if (ROOT) {
                Command.run(List.of("chown", "mysql", folder.toString()));
                install.add("--user=mysql");
            }
            Command.run(install);
            int port = FreePort.next();
            MariaDbServer server = new MariaDbServer(folder, port, launch(program, folder, data, port));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-mariadb"));
            server.awaitConnections();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Without grants any user with any password may do everything: it listens on loopback only.
    private static ProcessTree launch(Path program, Path folder, Path data, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--skip-grant-tables",
                "--skip-networking=0",
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--datadir=" + data,
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--innodb-flush-log-at-trx-commit=0",
                "--character-set-server=utf8mb4",
                "--max-connections=200"));
        if (ROOT) {
            command.add("--user=mysql");
        }
        return new ProcessTree(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mariadb.log").toFile())
                .start());
    }

    private void awaitConnections() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (process.awaitExit(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("MariaDB did not start");
            }
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("keycloak"), "root", "any")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            // Not yet.
            return false;
        }
    }

    /** The database is made when it does not exist; user {@code root}, any password does. */
    String jdbcUrl(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?createDatabaseIfNotExist=true";
    }

    /** Ends the server and removes its files; a second call does nothing. */
    @Override
    public void close() {
        process.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // Left-over files in the temporary folder hurt nobody, and the JVM may be ending.
        }
    }
}
