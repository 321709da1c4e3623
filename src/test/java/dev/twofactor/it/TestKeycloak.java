package dev.twofactor.it;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The one Keycloak, with PostgreSQL and inbox, that all test classes of a run share: it takes half a minute to start. */
final class TestKeycloak {

    /** The version that is built against. */
    static final String VERSION = System.getProperty("keycloak.version", "26.7.4");

    /** What the server runs with besides database and address. */
    private static final String[] OPTIONS = {
        "--db-pool-initial-size=2",
        "--db-pool-min-size=2",
        "--db-pool-max-size=10",
        // The realms of a whole run have more parts than Keycloak keeps by default: it would forget those in use, and
        // twenty requests at once that all have to read them again take all connections of so small a pool.
        "--cache-embedded-realms-max-count=50000",
        "--spi-two-factor--default--allow-private-addresses=true",
        // The tracing's own bookkeeping, nothing but ids, would be half of all that is written and read.
        "--log-level=debug,io.quarkus.opentelemetry.runtime:info",
        // The log is read line by line at the end of the run; a hundred letters of a trace in each would double that.
        "--log-console-include-trace=false"
    };

    /** A realm that the server reads from a file when it starts; see {@code realm-at-start.json}. */
    static final String REALM_AT_START = "imported-at-start";

    /** Below {@code target/keycloak}: a command that a test starts has a server of its own. */
    private static final String NAME = System.getProperty("keycloak.name", "shared");

    private static TestKeycloak shared;
    private static RuntimeException failure;

    private final PostgresServer database;
    private final KeycloakServer server;
    private final String url;
    private final AdminApi admin;

    private TestKeycloak(PostgresServer database, KeycloakServer server, String url) {
        this.database = database;
        this.server = server;
        this.url = url;
        this.admin = new AdminApi(url);
    }

    /** The running one; the first caller starts it. A start that failed is not tried again: it would fail for every class. */
    static synchronized TestKeycloak shared() {
        if (failure != null) {
            throw new IllegalStateException("The shared Keycloak did not start", failure);
        }
        if (shared == null) {
            try {
                shared = start();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return shared;
    }

    private static TestKeycloak start() {
        PostgresServer database = PostgresServer.start();
        database.createDatabase("keycloak");
        int port = freePort();
        String url = "http://localhost:" + port;
        KeycloakServer server = KeycloakServer.of(distribution())
                .database(database.jdbcUrl("keycloak"), "postgres", "any")
                .httpPort(port)
                .hostname(url)
                .options(OPTIONS)
                .options("--tracing-endpoint=" + TraceReceiver.shared().url(), "--tracing-protocol=http/protobuf")
                .importRealm(Path.of("src/test/resources/realm-at-start.json"))
                .env("KC_SPI_TWO_FACTOR__DEFAULT__POLICY_LEDGER_DAYS", "91")
                .folder(Path.of("target/keycloak", NAME))
                .logFile(emptyLog())
                .heap("-Xms128m -Xmx1g")
                .build();
        return new TestKeycloak(database, server.start(), url);
    }

    /** The server with the product and what the tests add to it. */
    static KeycloakDistribution distribution() {
        List<Path> providers = new ArrayList<>(ProviderJar.ours());
        providers.add(TestProviderJar.pack());
        providers.add(OwnVendorJar.pack());
        return KeycloakDistribution.prepare(VERSION, providers, KeycloakDistribution.POSTGRES);
    }

    // The server appends: what an earlier run left there would belong to no message of this one.
    private static Path emptyLog() {
        try {
            Path log = Path.of("target/keycloak", NAME + ".log");
            Files.deleteIfExists(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try {
            return FreePort.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The first line that the server has logged with all these texts in it; empty when there is none. What it says may
     * reach the file a little later than its answer reaches the test: wait for a line that must come.
     */
    String logged(String... texts) {
        // A reader that replaces what it cannot decode: the last character may be half written.
        try (BufferedReader log =
                new BufferedReader(new InputStreamReader(Files.newInputStream(logFile()), StandardCharsets.UTF_8))) {
            return log.lines()
                    .filter(line -> Stream.of(texts).allMatch(line::contains))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public address, {@code http://localhost:<port>}. */
    String url() {
        return url;
    }

    AdminApi admin() {
        return admin;
    }

    /** The server's database, to be frozen or looked into; thaw it again in the same test. */
    PostgresServer database() {
        return database;
    }

    KeycloakServer server() {
        return server;
    }

    /** Where every text message and mail of the server arrives; its faults are everybody's, so set them back in the same test. */
    Inbox inbox() {
        return SharedInbox.get();
    }

    /** Everything the server printed, all of it at debug level: that costs three seconds at the start and nothing to speak of later. */
    Path logFile() {
        return server.logFile();
    }

    /** Sets the server's clock this far ahead of the real one; zero puts it right again, which every test that moves it must do. */
    void setClockAhead(Duration time) {
        TestResources.setClockAhead(url, time);
    }

    /** The server's clock in milliseconds since 1970. */
    long clockMillis() {
        return TestResources.clockMillis(url);
    }

    /** Does now what the server's timer does every hour, and comes back when it is done. */
    void runTask(String name) {
        TestResources.runTask(url, name);
    }
}
