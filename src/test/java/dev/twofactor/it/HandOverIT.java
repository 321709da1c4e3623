package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Between the request and the vendor: a server with room for two messages, which may die. */
@Tag("cluster")
@Order(Integer.MAX_VALUE - 45)
class HandOverIT {

    private static final String NOT_SENT = "The message could not be sent. Try again, or sign in another way.";
    private static final String STATES =
            "select string_agg(state || '/' || coalesce(reason, ''), ',') from two_factor_ledger where user_id = ?";

    private static PostgresServer database;
    private static KeycloakServer server;
    private static TestRealm realm;

    @BeforeAll
    static void start() throws IOException {
        int port = FreePort.next();
        String url = "http://localhost:" + port;
        database = PostgresServer.start();
        database.createDatabase("keycloak");
        server = KeycloakServer.of(TestKeycloak.distribution())
                .database(database.jdbcUrl("keycloak"), "postgres", "any")
                .httpPort(port)
                .hostname(url)
                .options(
                        "--spi-two-factor--default--allow-private-addresses=true",
                        "--spi-two-factor--default--senders=1",
                        "--spi-two-factor--default--queue=1",
                        "--log-level=info,dev.twofactor:debug")
                .folder(Path.of("target/keycloak/hand-over"))
                .logFile(Path.of("target/keycloak/hand-over.log"))
                .build()
                .start();
        realm = TestRealm.createOn(url);
    }

    @AfterAll
    static void stop() {
        server.stop();
        database.stop();
    }

    @AfterEach
    void putClockRight() {
        TestResources.setClockAhead(server.url(), Duration.ZERO);
    }

    @Test
    void aMessageWithoutRoomIsSaidToBeUnsentAtOnceAndTheNextOneComes() {
        TestUser sending = realm.newUser();
        TestUser waiting = realm.newUser();
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        Page page;
        // No longer than this: after five seconds the one that waits is sent, and must find a vendor that answers.
        try (SilentVendor vendor = new SilentVendor()) {
            realm.signIn().password(sending);
            vendor.awaitRequests(1);
            realm.signIn().password(waiting);
            page = person.password(user);
        }
        assertThat(page.isCodePage()).isTrue();
        // Whoever waited for the vendor would take its five seconds, and who waited for room would not be told of none.
        assertThat(page.took()).isLessThan(Duration.ofSeconds(4));
        Waiting.until(() -> states(user).equals("FAILED/no-room"));
        assertThat(person.browser().reload().errors()).containsExactly(NOT_SENT);
        new CodeInbox(waiting.phone()).message(1);
        assertThat(person.resend().errors()).isEmpty();
        assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    @Test
    void aServerThatIsKilledWhileItSendsLeavesAWayInAndNothingStuck() {
        TestUser user = realm.newUser();
        CodeInbox inbox = new CodeInbox(user.phone());
        SignIn person = realm.signIn();
        try (SilentVendor vendor = new SilentVendor()) {
            person.password(user);
            vendor.awaitRequests(1);
            server.kill();
        }
        server.start();
        assertThat(states(user)).isEqualTo("SENDING/");

        // The login went with the server's memory: the browser is shown its beginning.
        Page page = person.browser().reload();
        assertThat(page.isLoginPage()).isTrue();
        page = page.submit(Map.of("username", user.name(), "password", user.password()));
        assertThat(page.isCodePage()).isTrue();
        inbox.message(1);
        TestResources.setClockAhead(server.url(), Duration.ofSeconds(31));
        Page asking = person.resend();
        assertThat(asking.errors()).isEmpty();
        String code = inbox.code(2);
        assertThat(person.code(code).isSignedIn()).isTrue();
        asking.submit(Map.of("code", code));

        assertThat(inbox.count()).isEqualTo(2);
        assertThat(realm.events(user).findValuesAsText("type")).containsOnlyOnce("LOGIN");
        Waiting.until(() -> shownStates(user).equals(List.of("sent", "sent", "failed")));
    }

    /** As admins see them, the newest first. */
    private static List<String> shownStates(TestUser user) {
        JsonNode messages =
                new AdminApi(server.url()).get("/" + realm.name() + "/two-factor/messages?user=" + user.id());
        return messages.findValuesAsText("state");
    }

    private static String states(TestUser user) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl("keycloak"), "postgres", "any");
                PreparedStatement statement = connection.prepareStatement(STATES)) {
            statement.setString(1, user.id());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new AssertionError("the database did not answer", e);
        }
    }
}
