package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of the test run's own: empty, on a free loopback port, without durability, gone with the JVM. */
public final class PostgresServer {

    private final PostgresCommands commands;
    private final Path folder;
    private final int port;

    private PostgresServer(PostgresCommands commands, Path folder, int port) {
        this.commands = commands;
        this.folder = folder;
        this.port = port;
    }

    /** Starts a new one and returns when it takes connections; fails with what to install where PostgreSQL is missing. */
    public static PostgresServer start() {
        try {
            PostgresCommands commands = PostgresCommands.find();
            Path folder = Files.createTempDirectory("two-factor-postgres");
            commands.giveTo(folder);
            PostgresServer server = new PostgresServer(commands, folder, FreePort.next());
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-postgres"));
            commands.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "-D", server.data());
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** User is {@code postgres}, any password does. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Makes an empty database; the name must be a plain word. */
    public void createDatabase(String name) {
        commands.run("createdb", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "postgres", name);
    }

    /** Freezes every process of the server, so that it accepts connections but never answers. */
    void pause() {
        signal("STOP");
    }

    /** Ends {@link #pause()}. */
    void resume() {
        signal("CONT");
    }

    /** Cuts all connections and comes back on the same port with the same data. */
    public void restart() {
        shutDown();
        launch();
    }

    /** Everything the server has said since it was made. */
    public Path log() {
        return folder.resolve("postgres.log");
    }

    /** Processor time of those of its processes that run; one that has ended takes its time along. */
    public Duration cpuTime() {
        return processes().stream()
                .flatMap(process -> ProcessHandle.of(process).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Ends the server and removes its files; a second call does nothing. */
    public void stop() {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            resume();
            shutDown();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // Left-over files in the temporary folder hurt nobody, and the JVM may be ending.
        }
    }

    private void launch() {
        String options =
                "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200";
        commands.run("pg_ctl", "-D", data(), "-l", log().toString(), "-o", options, "-w", "-t", "60", "start");
    }

    private void shutDown() {
        commands.run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    private void signal(String name) {
        PostgresCommands.signal(name, processes());
    }

    private List<Long> processes() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
            ProcessHandle postmaster =
                    ProcessHandle.of(Long.parseLong(lines.get(0).trim())).orElseThrow();
            return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .map(ProcessHandle::pid)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
