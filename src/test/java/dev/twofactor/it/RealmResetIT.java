package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The reset of a whole realm. */
class RealmResetIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final String RESET = "users/reset";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static JsonNode progress(TestRealm realm) {
        return ADMIN.send("GET", realm.name(), RESET, null).good();
    }

    private static void awaitEnd(TestRealm realm) {
        Waiting.until(PATIENCE, () -> !progress(realm).path("state").asText().equals("running"));
    }

    /** Resets the realm and waits until it is done. */
    static void reset(TestRealm realm) {
        assertThat(ADMIN.send("POST", realm.name(), RESET, null).status()).isEqualTo(202);
        awaitEnd(realm);
    }

    @Test
    void everybodysMethodsAreGoneAndPasswordsStay() {
        TestRealm realm = TestRealm.create();
        TestUser phone = realm.newUser();
        TestUser app = realm.newUser("", Credentials.app("a secret of this test"));
        TestUser none = realm.newUserWithoutPhone();
        assertThat(ADMIN.send("GET", realm.name(), RESET, null).status()).isEqualTo(404);

        AdminAs.Answer begun = ADMIN.send("POST", realm.name(), RESET, null);
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.json().path("total").asInt()).isEqualTo(2);
        awaitEnd(realm);

        assertThat(progress(realm).path("state").asText()).isEqualTo("done");
        assertThat(progress(realm).path("reset").asInt()).isEqualTo(2);
        assertThat(progress(realm).path("failed").asInt()).isZero();
        for (TestUser user : java.util.List.of(phone, app, none)) {
            assertThat(realm.credentials(user).findValuesAsText("type")).containsExactly("password");
            assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        }
        assertThat(Rows.count("select count(*) from two_factor_enrollment where user_id = ?", phone))
                .isZero();
    }

    @Test
    void aCodeOnItsWayIsWorthlessThen() {
        TestRealm realm = TestRealm.create();
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        String code = new CodeInbox(user.phone()).code(1);

        ADMIN.send("POST", realm.name(), RESET, null).good();
        awaitEnd(realm);

        assertThat(person.code(code).isSignedIn()).isFalse();
    }

    @Test
    void nobodyIsToldOneByOneThoughABrowserWasTrusted() {
        TestRealm realm = TrustKit.realm();
        TestUser user = realm.newUser();
        TrustKit.trusting(realm, user);

        reset(realm);

        assertThat(TrustKit.devices(user)).isZero();
        // Outside a request our own listener would fail at telling, and Keycloak only write that down.
        assertThat(TestKeycloak.shared().logged("Failed to send type", "ChangeWatch"))
                .isEmpty();
        ADMIN.send("POST", realm.name(), "users/" + user.id() + "/methods", method(PhoneNumbers.next()))
                .good();
        assertThat(new CodeInbox(user.name() + "@test.example").message(1).text())
                .contains("This was set up");
    }

    private static JsonNode method(String number) {
        return AdminAs.json().put("method", "sms").put("destination", number);
    }

    @Test
    void survivesAServerThatDiesInTheMiddleAndCanBeCancelled() throws IOException {
        TestKeycloak shared = TestKeycloak.shared();
        shared.database().createDatabase("reset");
        String jdbcUrl = shared.database().jdbcUrl("reset");
        int port = FreePort.next();
        String url = "http://localhost:" + port;
        try (KeycloakServer server = KeycloakServer.of(TestKeycloak.distribution())
                .database(jdbcUrl, "postgres", "any")
                .httpPort(port)
                .hostname(url)
                .options("--spi-two-factor--default--allow-private-addresses=true")
                .folder(Path.of("target/keycloak/reset"))
                .build()
                .start()) {
            TestRealm realm = TestRealm.createOn(url);
            AdminApi api = new AdminApi(url);
            ManyUsers users = new ManyUsers(
                    jdbcUrl, api.get("/" + realm.name()).path("id").asText());
            users.insert(5000);
            String path = "/" + realm.name() + "/two-factor/" + RESET;

            assertThat(api.send("POST", path, null).path("total").asInt()).isEqualTo(3000);
            Waiting.until(PATIENCE, () -> users.factors() < 3000);
            server.kill();
            long left = users.factors();
            assertThat(left).isBetween(1L, 2999L);
            assertThat(users.count("select users_reset from two_factor_reset")).isEqualTo(3000 - left);

            server.start();
            Waiting.until(PATIENCE, () -> users.factors() < left);
            api.send("DELETE", path, null);
            long kept = users.factors();
            JsonNode cancelled = api.get(path);
            assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
            assertThat(kept)
                    .isPositive()
                    .isEqualTo(3000 - cancelled.path("reset").asLong());

            assertThat(api.send("POST", path, null).path("total").asLong()).isEqualTo(kept);
            Waiting.until(PATIENCE, () -> api.get(path).path("state").asText().equals("done"));
            assertThat(users.factors()).isZero();
            assertThat(api.get(path).path("reset").asLong()).isEqualTo(kept);
        }
    }
}
