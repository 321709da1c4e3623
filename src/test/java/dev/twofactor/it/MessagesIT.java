package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What admins read of the ledger: single messages, masked, and what they come to. */
class MessagesIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm realm;
    private static TestUser signedIn;
    private static TestUser waiting;
    private static String code;

    @BeforeAll
    static void twoMessagesOfWhichOneIsVerified() {
        realm = TestRealm.create();
        signedIn = realm.newUser();
        waiting = realm.newUser();
        SignIn person = realm.signIn();
        person.password(signedIn);
        code = new CodeInbox(signedIn.phone()).code(1);
        person.code(code);
        realm.signIn().password(waiting);
        new CodeInbox(waiting.phone()).code(1);
    }

    private static JsonNode get(String path) {
        return ADMIN.send("GET", realm.name(), path, null).good();
    }

    @Test
    void theLedgerIsListedMaskedAndWithoutCodes() {
        AdminAs.Answer all = ADMIN.send("GET", realm.name(), "messages", null);

        assertThat(all.good()).hasSize(2);
        assertThat(all.text()).doesNotContain(signedIn.phone(), waiting.phone(), code);
        JsonNode row = get("messages?user=" + signedIn.id()).path(0);
        assertThat(row.path("channel").asText()).isEqualTo("sms");
        assertThat(row.path("country").asText()).isEqualTo("US");
        assertThat(row.path("to").asText())
                .endsWith(signedIn.phone().substring(signedIn.phone().length() - 2));
    }

    @Test
    void filtersAndPagesDoWhatTheySay() {
        assertThat(get("messages?user=" + waiting.id())).hasSize(1);
        assertThat(get("messages?channel=email")).isEmpty();
        assertThat(get("messages?country=DE")).isEmpty();
        assertThat(get("messages?state=failed")).isEmpty();
        assertThat(get("messages?max=1")).hasSize(1);
        assertThat(get("messages?first=2")).isEmpty();
        for (String wrong : List.of("state=gone", "channel=pigeon", "max=501", "first=-1")) {
            assertThat(ADMIN.send("GET", realm.name(), "messages?" + wrong, null)
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void usageCountsMessagesAndThoseWhoseCodeWasEntered() {
        Waiting.until(() -> !get("messages?state=sending").iterator().hasNext());
        long messages = 0;
        long verified = 0;
        for (JsonNode line : get("usage?days=2")) {
            messages += line.path("messages").asLong();
            verified += line.path("verified").asLong();
            assertThat(line.path("country").asText()).isEqualTo("US");
            assertThat(line.path("failed").asLong()).isZero();
        }

        assertThat(messages).isEqualTo(2);
        assertThat(verified).isEqualTo(1);
        assertThat(ADMIN.send("GET", realm.name(), "usage?days=0", null).field())
                .isEqualTo("days");
    }

    @Test
    void usageTellsMoneyAndTheVerifiedShareForEachService() {
        TestRealm priced = TestRealm.create();
        priced.service("price-per-segment", "0.0075");
        TestUser one = priced.newUser();
        TestUser other = priced.newUser();
        SignIn person = priced.signIn();
        person.password(one);
        person.code(new CodeInbox(one.phone()).code(1));
        priced.signIn().password(other);
        new CodeInbox(one.phone()).awaitSettled(one);
        new CodeInbox(other.phone()).awaitSettled(other);

        JsonNode lines = ADMIN.send("GET", priced.name(), "usage", null).good();
        assertThat(lines).hasSize(1);
        JsonNode line = lines.path(0);
        assertThat(line.path("messages").asInt()).isEqualTo(2);
        assertThat(line.path("segments").asInt()).isEqualTo(2);
        assertThat(line.path("money").asText()).isEqualTo("0.015");
        assertThat(line.path("verifiedShare").asDouble()).isEqualTo(0.5);
        assertThat(line.path("service").asText())
                .isEqualTo(TestKeycloak.shared()
                        .admin()
                        .components(priced.name(), TestRealm.SERVICE)
                        .path(0)
                        .path("id")
                        .asText());
    }

    @Test
    void moneyOfAServiceThatFailedIsShownBesideThatOfTheOneThatSent() {
        TestRealm two = TestRealm.create();
        two.service("price-per-segment", "0.5");
        TestUser user = two.newUser();
        two.signIn().password(user);
        new CodeInbox(user.phone()).awaitSettled(user);
        // As if another service had been asked first and had gone silent.
        Rows.text(
                "insert into two_factor_attempt (id, delivery_id, realm_id, service, state, outcome, country, segments,"
                        + " price_micros, started_at, ended_at) select 'first-' || substr(id, 1, 30), id, realm_id,"
                        + " 'silent', 'FAILED', 'UNAVAILABLE', country, 1, 250000, created_at, created_at"
                        + " from two_factor_ledger where user_id = ? returning id",
                user);

        JsonNode lines = ADMIN.send("GET", two.name(), "usage", null).good();

        assertThat(lines).hasSize(2);
        for (JsonNode line : lines) {
            boolean silent = line.path("service").asText().equals("silent");
            assertThat(line.path("money").asText()).isEqualTo(silent ? "0.25" : "0.5");
            assertThat(line.path("messages").asInt()).isEqualTo(silent ? 0 : 1);
        }
    }

    @Test
    void theLedgerIsForThoseWhoMaySeeAllUsersOfThisRealm() {
        assertThat(AdminAs.withRoles(realm, "view-users")
                        .send("GET", realm.name(), "messages", null)
                        .status())
                .isEqualTo(200);
        for (String role : List.of("query-users", "view-realm", "manage-realm", "view-events")) {
            assertThat(AdminAs.withRoles(realm, role)
                            .send("GET", realm.name(), "messages", null)
                            .status())
                    .as(role)
                    .isEqualTo(403);
        }
        TestRealm other = TestRealm.withoutTwoFactor();
        AdminAs foreigner = AdminAs.withRoles(other, "realm-admin");
        assertThat(foreigner.send("GET", realm.name(), "messages", null).status())
                .isEqualTo(403);
        assertThat(foreigner.send("GET", other.name(), "messages", null).good()).isEmpty();
        assertThat(foreigner.send("GET", other.name(), "usage", null).good()).isEmpty();
    }
}
