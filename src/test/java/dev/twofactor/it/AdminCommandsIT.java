package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every command of the admin's page does what its heading says, with curl and with kcadm alike. */
class AdminCommandsIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm realm;
    private static AdminCommands commands;

    @BeforeAll
    static void aRealmAsAnAdminFindsIt() {
        realm = TrustKit.realm();
        commands = new AdminCommands(realm.name());
    }

    private static JsonNode get(String path) {
        return ADMIN.send("GET", realm.name(), path, null).good();
    }

    @Test
    void oneself() {
        // Curl calls as an administrator, kcadm as a client.
        commands.run("See what you may do", Map::of)
                .forEach(me -> assertThat(me.path("manageUsers").asBoolean()).isTrue());
    }

    @Test
    void setUp() {
        commands.run("Set the realm up and bind the flows", Map::of)
                .forEach(state -> assertThat(state.path("bound").asBoolean()).isTrue());
        assertThat(commands.ask("See what of the set-up there is").path("done").asBoolean())
                .isTrue();
        commands.run("Take the set-up back", () -> {
            SetupIT.setUp(realm, true);
            return Map.of();
        });
        assertThat(get("setup").path("done").asBoolean()).isFalse();
    }

    @Test
    void services() {
        String first = get("services").path(0).path("id").asText();
        Map<String, String> account =
                Map.of("ACCOUNT_SID", "AC" + Secrets.hex(16), "AUTH_TOKEN", Secrets.token(), "SERVICE", first);
        String phone = PhoneNumbers.next();
        commands.run("Send a test", () -> Map.of("SERVICE", first, "PHONE", phone))
                .forEach(sent -> assertThat(sent.path("accepted").asBoolean()).isTrue());
        assertThat(commands.ask("See one service", account).path("id").asText()).isEqualTo(first);
        commands.run("Set the order of services", () -> account);
        commands.run("Switch a service off", () -> account);
        assertThat(get("services/" + first).path("enabled").asText()).isEqualTo("false");
        realm.service("enabled", "true");

        List<JsonNode> added = commands.run("Add a text message service", () -> account);
        assertThat(commands.ask("See all services")).hasSize(3);
        assertThat(commands.ask("See which types of services there are").findValuesAsText("type"))
                .contains("twilio", "cdyne", "http", "log");
        java.util.Iterator<JsonNode> next = added.iterator();
        commands.run(
                "Remove a service",
                () -> Map.of("SERVICE", next.next().path("id").asText()));
        assertThat(get("services")).hasSize(1);
    }

    @Test
    void policy() {
        TestRealm other = TestRealm.create();
        AdminCommands there = new AdminCommands(other.name());
        there.run("Change keys of the policy", Map::of)
                .forEach(policy -> assertThat(ADMIN.send("GET", other.name(), "policy", null)
                                .good()
                                .path("code-length")
                                .asText())
                        .isEqualTo("8"));
        assertThat(there.ask("See the policy").path("trust").asText()).isEqualTo("true");
        assertThat(there.ask("See every key with its meaning")).isNotEmpty();
        there.run("Give all keys back their defaults", Map::of);
        assertThat(ADMIN.send("GET", other.name(), "policy", null)
                        .good()
                        .path("code-length")
                        .asText())
                .isEqualTo("6");
    }

    @Test
    void check() {
        assertThat(commands.ask("Check the realm").findValuesAsText("rule")).contains("email-no-out-of-band");
        assertThat(commands.ask("Check the words of messages")
                        .path(0)
                        .path("text")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void users() {
        TestUser none = realm.newUserWithoutPhone();
        assertThat(commands.ask("See who has a second factor").findValuesAsText("username"))
                .contains(none.name());
        assertThat(commands.ask("Count them").path("total").asInt()).isPositive();
    }

    @Test
    void beforeYouRequireOne() {
        realm.newUserWithoutPhone();
        assertThat(commands.ask("Count whom a requirement would meet")
                        .path("all")
                        .asInt())
                .isPositive();
        assertThat(commands.ask("Name those who would have to set one up")).isEmpty();
        assertThat(commands.ask("Tell them by role").path(0).path("must-set-up").asInt())
                .isPositive();
        assertThat(commands.ask("Tell them by group")).isEmpty();
        assertThat(commands.ask("Find applications that would break").findValuesAsText("client"))
                .contains("admin-cli");
        assertThat(commands.ask("Find users of identity providers")).isEmpty();
    }

    @Test
    void resetOfAll() {
        TestRealm other = TestRealm.create();
        AdminCommands there = new AdminCommands(other.name());
        other.newUser();
        there.run("Reset all users", () -> {
                    awaitReset(other);
                    return Map.of();
                })
                .forEach(begun -> assertThat(begun.path("startedAt").asLong()).isPositive());
        awaitReset(other);
        assertThat(there.ask("See how far the reset is").path("state").asText()).isEqualTo("done");
    }

    @Test
    void endOfAReset() {
        TestRealm large = TestRealm.create();
        AdminCommands there = new AdminCommands(large.name());
        String id =
                TestKeycloak.shared().admin().get("/" + large.name()).path("id").asText();
        new ManyUsers(TestKeycloak.shared().database().jdbcUrl("keycloak"), id).insert(10_000);

        there.run("End the reset where it is", () -> {
            ADMIN.send("POST", large.name(), "users/reset", null).good();
            return Map.of();
        });

        assertThat(ADMIN.send("GET", large.name(), "users/reset", null)
                        .good()
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
        large.delete();
    }

    private static void awaitReset(TestRealm other) {
        Waiting.until(Duration.ofSeconds(60), () -> !ADMIN.send("GET", other.name(), "users/reset", null)
                .json()
                .path("state")
                .asText()
                .equals("running"));
    }

    @Test
    void messages() {
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        new CodeInbox(user.phone()).awaitSettled(user);

        JsonNode sent = commands.ask("See what was sent", Map.of("USER_ID", user.id()));
        assertThat(sent.findValuesAsText("userId")).containsExactly(user.id());
        assertThat(commands.ask("See what it comes to").path(0).path("messages").asInt())
                .isPositive();
    }

    @Test
    void oneUser() {
        commands.run("Reset one user", () -> Map.of("USER_ID", realm.newUser().id()));
        TestUser user = realm.newUser();
        TrustKit.trusting(realm, user);
        Map<String, String> variables = Map.of("USER_ID", user.id());
        assertThat(commands.ask("See the browsers that a user trusts", variables))
                .hasSize(1);

        commands.run("End trust in one of them", () -> trusted(realm.newUser()));
        commands.run("End trust in all of them", () -> trusted(realm.newUser()));

        assertThat(get("users/" + user.id() + "/devices")).hasSize(1);
        assertThat(Rows.count("select count(*) from two_factor_device where user_id = ?", user))
                .isEqualTo(1);
    }

    private static Map<String, String> trusted(TestUser user) {
        TrustKit.trusting(realm, user);
        return Map.of(
                "USER_ID",
                user.id(),
                "DEVICE",
                get("users/" + user.id() + "/devices").path(0).path("id").asText());
    }
}
