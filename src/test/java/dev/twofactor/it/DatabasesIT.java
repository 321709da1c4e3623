package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.keycloak.setup.ConsoleClient;
import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import dev.twofactor.server.KeycloakServerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The core stories on each database that we name; PostgreSQL is that of the shared server, where all other classes run. */
@Tag("database")
@Order(Integer.MAX_VALUE - 40)
class DatabasesIT {

    static final List<String> MARIADB = List.of("--db=mariadb");
    /** What Keycloak says whenever Liquibase looks at our tables. */
    private static final String CHANGES = "changelog META-INF/two-factor-changelog.xml";

    @Test
    void onPostgres() {
        new CoreStories(TestRealm.create()).run();
    }

    @Test
    void onH2() throws IOException {
        try (KeycloakServer server = server(KeycloakDistribution.H2).build().start()) {
            new CoreStories(TestRealm.createOn(address(server))).run();
        }
    }

    @Test
    void onMariaDbWhereTheOperatorsServiceSendsForARealmWithoutOneAndAStartMakesUpForWhatIsMissingOnly()
            throws IOException, SQLException {
        try (MariaDbServer database = MariaDbServer.start();
                KeycloakServer server = operatorsService(server(MARIADB))
                        .database(database.jdbcUrl("keycloak"), "root", "any")
                        .build()
                        .start()) {
            new CoreStories(TestRealm.createOn(address(server))).run();
            TestRealm withoutService = TestRealm.createOn(address(server), DatabasesIT::removeServices);
            TestUser user = withoutService.newUser();
            SignIn person = withoutService.signIn();
            person.password(user);

            assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                    .isTrue();
            server.stop();
            assertThat(linesOfAnotherStart(server)).isNotEmpty().noneMatch(line -> line.contains(CHANGES));

            server.stop();
            run(database, "delete from REQUIRED_ACTION_PROVIDER where ALIAS = 'two-factor-trust'");
            run(database, "update CLIENT set CLIENT_ID = 'another' where CLIENT_ID = '" + ConsoleClient.ID + "'");
            run(database, "alter table TWO_FACTOR_DEVICE drop column PLACE");
            run(database, "delete from DATABASECHANGELOG_TWO_FACTOR where ID = '0.1.0-place-of-trust'");
            assertThat(linesOfAnotherStart(server))
                    .anyMatch(line -> line.contains("to 0.1.0-place-of-trust. Using " + CHANGES));
            assertThat(count(database, "TWO_FACTOR_DEVICE where PLACE is not null"))
                    .isZero();
            assertThat(count(database, "REQUIRED_ACTION_PROVIDER where ALIAS = 'two-factor-trust'"))
                    .isEqualTo(count(database, "REALM"))
                    .isGreaterThan(1);
            assertThat(count(
                            database,
                            "CLIENT where CLIENT_ID = '" + ConsoleClient.ID + "' and REALM_ID ="
                                    + " (select ID from REALM where NAME = 'master')"))
                    .isOne();
        }
    }

    private static List<String> linesOfAnotherStart(KeycloakServer server) throws IOException {
        int before = Files.readAllLines(server.logFile()).size();
        server.start();
        List<String> lines = Files.readAllLines(server.logFile());
        return lines.subList(before, lines.size());
    }

    private static void run(MariaDbServer database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl("keycloak"), "root", "any");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(MariaDbServer database, String rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl("keycloak"), "root", "any");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + rows)) {
            result.next();
            return result.getInt(1);
        }
    }

    /** Keycloak with our JAR and the test provider, built for this database. */
    static KeycloakDistribution distribution(List<String> build) {
        List<Path> providers = new ArrayList<>(ProviderJar.ours());
        providers.add(TestProviderJar.pack());
        return KeycloakDistribution.prepare(TestKeycloak.VERSION, providers, build);
    }

    private static KeycloakServerBuilder server(List<String> build) throws IOException {
        int port = FreePort.next();
        return KeycloakServer.of(distribution(build))
                .httpPort(port)
                .hostname("http://localhost:" + port)
                .options(
                        "--spi-two-factor--default--allow-private-addresses=true",
                        "--log-level=info,org.keycloak.quarkus.runtime.storage.database.liquibase:debug");
    }

    private static String address(KeycloakServer server) {
        return "http://localhost:" + server.httpPort();
    }

    private static KeycloakServerBuilder operatorsService(KeycloakServerBuilder server) {
        Map.of(
                        "TYPE",
                        "twilio",
                        "ACCOUNT_SID",
                        "AC" + Secrets.hex(16),
                        "AUTH_TOKEN",
                        Secrets.token(),
                        "FROM",
                        "+14155550100",
                        "API_URL",
                        SharedInbox.get().twilioUrl())
                .forEach((key, value) -> server.env("KC_SPI_TWO_FACTOR__DEFAULT__SERVICE_" + key, value));
        return server;
    }

    private static void removeServices(ObjectNode realm) {
        ((ObjectNode) realm.path("components")).remove(TestRealm.SERVICE);
    }
}
