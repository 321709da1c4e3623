package dev.twofactor.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a {@link KeycloakServer} runs with; every setting has a default that suits a test. */
public final class KeycloakServerBuilder {

    /** Half of the processor time of the tests went into hashes of passwords that nobody is going to steal. */
    private static final Map<String, String> CHEAP_PASSWORDS =
            Map.of("KC_SPI_PASSWORD_HASHING__ARGON2__ITERATIONS", "1", "KC_SPI_PASSWORD_HASHING__ARGON2__MEMORY", "8");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KeycloakDistribution distribution;
    private final List<String> options = new ArrayList<>();
    private final List<Path> realmFiles = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final List<String> databaseOptions = new ArrayList<>();
    private Path folder;
    private Path logFile;
    private Consumer<String> logLines = line -> {};
    private Duration startTimeout = Duration.ofMinutes(10);
    private String hostname;
    private int httpPort;
    private int managementPort;
    private Integer processor;

    KeycloakServerBuilder(KeycloakDistribution distribution) {
        this.distribution = distribution;
        ServerEnvironment.apply(environment);
        CHEAP_PASSWORDS.forEach(environment::put);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        heap("-Xms64m -Xmx512m");
    }

    /** A JDBC database; without this call it is an H2 file in the server's own fresh folder. */
    public KeycloakServerBuilder database(String jdbcUrl, String user, String password) {
        databaseOptions.clear();
        databaseOptions.addAll(List.of("--db-url=" + jdbcUrl, "--db-username=" + user));
        return env("KC_DB_PASSWORD", password);
    }

    /** Port for browsers and applications; 0, the default, takes a free one. */
    public KeycloakServerBuilder httpPort(int port) {
        httpPort = port;
        return this;
    }

    /** Port for health and metrics; 0, the default, takes a free one. */
    public KeycloakServerBuilder managementPort(int port) {
        managementPort = port;
        return this;
    }

    /** The public address, such as {@code http://localhost:8080}; by default requests choose it. */
    public KeycloakServerBuilder hostname(String url) {
        hostname = url;
        return this;
    }

    /** An environment variable of the server. */
    public KeycloakServerBuilder env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** More options of {@code kc.sh start}; a server without any {@code --cache…} option is a single node. */
    public KeycloakServerBuilder options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Hashes passwords as Keycloak does by itself: a tenth of a second each. */
    public KeycloakServerBuilder costlyPasswords() {
        environment.keySet().removeAll(CHEAP_PASSWORDS.keySet());
        return this;
    }

    /** Options of the virtual machine instead of {@code -XX:TieredStopAtLevel=1}. */
    public KeycloakServerBuilder javaOptions(String javaOptions) {
        return env("JAVA_OPTS_APPEND", javaOptions);
    }

    /** Bounds of the heap instead of {@code -Xms64m -Xmx512m}. */
    public KeycloakServerBuilder heap(String bounds) {
        return env("JAVA_OPTS_KC_HEAP", bounds);
    }

    /** The only processor that it may use, counted from 0; Linux only. */
    public KeycloakServerBuilder onProcessor(int number) {
        processor = number;
        return this;
    }

    /** A realm to import at the start when the database does not hold it; {@code ${NAME:default}} takes the environment's value. */
    public KeycloakServerBuilder importRealm(Path file) {
        realmFiles.add(file.toAbsolutePath());
        return this;
    }

    /** The server's home: what is there is deleted at the first start. Default: below {@code target/keycloak/}. */
    public KeycloakServerBuilder folder(Path path) {
        folder = path.toAbsolutePath();
        return this;
    }

    /** Where everything the server prints is kept; default: beside the folder, with the ending {@code .log}. */
    public KeycloakServerBuilder logFile(Path path) {
        logFile = path.toAbsolutePath();
        return this;
    }

    /** Hears every line the server prints, on a thread of its own. */
    public KeycloakServerBuilder onLogLine(Consumer<String> consumer) {
        logLines = consumer;
        return this;
    }

    /** How long a start may take; default ten minutes, since one that ends is noticed at once. */
    public KeycloakServerBuilder startTimeout(Duration duration) {
        startTimeout = duration;
        return this;
    }

    /** A server with these settings, laid out in its folder and not started. */
    public KeycloakServer build() {
        try {
            choosePlaces();
            FileTree.delete(folder);
            Files.deleteIfExists(logFile);
            Files.createDirectories(folder.getParent());
            Files.createDirectories(logFile.getParent());
            distribution.installInto(folder);
            placeRealmFiles();
            return new KeycloakServer(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void choosePlaces() throws IOException {
        if (folder == null) {
            String name = "server-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
            folder = Path.of("target", "keycloak", name).toAbsolutePath();
        }
        if (logFile == null) {
            logFile = folder.resolveSibling(folder.getFileName() + ".log");
        }
        httpPort = httpPort == 0 ? FreePort.next() : httpPort;
        managementPort = managementPort == 0 ? FreePort.next() : managementPort;
    }

    private void placeRealmFiles() throws IOException {
        Path imports = Files.createDirectories(folder.resolve("data/import"));
        for (Path file : realmFiles) {
            String realm =
                    new ObjectMapper().readTree(file.toFile()).path("realm").asText();
            // Keycloak refuses to start when the file's name does not say the realm.
            Files.copy(file, imports.resolve(realm + "-realm.json"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        if (processor != null) {
            command.addAll(List.of("taskset", "--cpu-list", processor.toString()));
        }
        command.addAll(List.of(
                folder.resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + httpPort,
                "--http-management-port=" + managementPort));
        command.add(hostname == null ? "--hostname-strict=false" : "--hostname=" + hostname);
        if (!realmFiles.isEmpty()) {
            command.add("--import-realm");
        }
        if (options.stream().noneMatch(option -> option.startsWith("--cache"))) {
            command.add("--cache=local");
        }
        command.addAll(databaseOptions);
        command.addAll(options);
        return command;
    }

    Map<String, String> environment() {
        return environment;
    }

    Path folder() {
        return folder;
    }

    Path logFile() {
        return logFile;
    }

    Consumer<String> logLines() {
        return logLines;
    }

    Duration startTimeout() {
        return startTimeout;
    }

    int httpPort() {
        return httpPort;
    }

    int managementPort() {
        return managementPort;
    }
}
