package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent checks that a caller is who the caller says, and sees neither code nor destination. */
class HelpDeskIT {

    private static final String ROLE = "two-factor-help-desk";
    private static TestRealm realm;
    private static AdminAs agent;

    private final TestUser user = realm.newUser();
    private final CodeInbox inbox = new CodeInbox(user.phone());

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create(file -> file.put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true));
        TestKeycloak.shared().admin().send("POST", "/" + realm.name() + "/two-factor/setup", AdminAs.json());
        agent = AdminAs.withRoles(realm, ROLE, "view-users");
    }

    private static AdminAs.Answer send(AdminAs who, String method, TestUser about, String path, JsonNode body) {
        return who.send(method, realm.name(), "users/" + about.id() + "/verifications" + path, body);
    }

    private String begin() {
        AdminAs.Answer answer = send(agent, "POST", user, "", null);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private JsonNode readBack(String id, String code) {
        return send(agent, "POST", user, "/" + id, code(code)).good();
    }

    private static ObjectNode code(String code) {
        return AdminAs.json().put("code", code);
    }

    private JsonNode events() {
        return TestKeycloak.shared()
                .admin()
                .get("/" + realm.name() + "/admin-events?max=100&resourcePath=two-factor/users/" + user.id() + "*");
    }

    @Test
    void theCallerReadsTheCodeBackAndTheAgentSeesNeitherCodeNorNumber() {
        AdminAs.Answer begun = send(agent, "POST", user, "", null);
        String code = inbox.code(1);

        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.json().path("method").asText()).isEqualTo("sms");
        assertThat(begun.json().path("destination").asText())
                .isEqualTo("+1 ••• ••• ••" + user.phone().substring(10));
        assertThat(begun.text()).doesNotContain(code, user.phone().substring(2, 10));
        String id = begun.json().path("id").asText();
        inbox.awaitSettled(user);
        AdminAs.Answer state = send(agent, "GET", user, "/" + id, null);
        assertThat(state.good().path("state").asText()).isEqualTo("sent");
        assertThat(state.text()).doesNotContain(code, user.phone().substring(2, 10));
        assertThat(readBack(id, inbox.wrongCode(1)).toString())
                .isEqualTo("{\"verified\":false,\"outcome\":\"rejected\"}");
        assertThat(readBack(id, code).toString()).isEqualTo("{\"verified\":true,\"outcome\":\"verified\"}");
        assertThat(readBack(id, code).path("verified").asBoolean(true)).isFalse();
    }

    @Test
    void theMessageSaysWhatItIsForAndNoPageFillsItIn() {
        begin();

        assertThat(inbox.message(1).text())
                .isEqualTo(inbox.code(1)
                        + " is your code for the Acme Tests help desk. Read it out only in a call that you made.");
    }

    @Test
    void aMailSaysItTooInTheUsersLanguage() {
        TestUser german = realm.newUserWithAddress();
        ObjectNode changes = AdminAs.json()
                .put("username", german.name())
                .put("email", german.name() + "@test.example")
                .put("firstName", "Test")
                .put("lastName", "User");
        changes.withObject("/attributes").putArray("locale").add("de");
        TestKeycloak.shared().admin().send("PUT", "/" + realm.name() + "/users/" + german.id(), changes);

        send(agent, "POST", german, "", null).good();

        CodeInbox mails = new CodeInbox(german.address());
        assertThat(mails.message(1).text())
                .contains("Ihr Code lautet " + mails.code(1), "Kundendienst", "legen Sie auf")
                .doesNotContain("anzumelden");
        assertThat(mails.message(1).html()).contains("legen Sie auf");
    }

    @Test
    void itsCodeSignsNobodyInAndACodeToSignInProvesNothingToAnAgent() {
        SignIn person = realm.signIn();
        person.password(user);
        String id = begin();

        assertThat(readBack(id, inbox.code(1)).path("verified").asBoolean(true)).isFalse();
        assertThat(person.code(inbox.code(2)).isSignedIn()).isFalse();
        assertThat(person.code(inbox.code(1)).isSignedIn()).isTrue();
        assertThat(readBack(id, inbox.code(2)).path("verified").asBoolean()).isTrue();
    }

    @Test
    void anotherAgentAndAnotherUserCannotUseIt() {
        AdminAs other = AdminAs.withRoles(realm, ROLE, "view-users");
        TestUser stranger = realm.newUser();
        String id = begin();
        String code = inbox.code(1);

        assertThat(send(other, "POST", user, "/" + id, code(code)).status()).isEqualTo(404);
        assertThat(send(other, "GET", user, "/" + id, null).status()).isEqualTo(404);
        assertThat(send(agent, "POST", stranger, "/" + id, code(code)).status()).isEqualTo(404);
        assertThat(readBack(id, code).path("verified").asBoolean()).isTrue();
    }

    @Test
    void askingAgainShowsWhatStandsAndMessagesHaveTheirLimits() {
        String id = begin();

        assertThat(send(agent, "POST", user, "", null).status()).isEqualTo(200);
        AdminAs.Answer early =
                send(agent, "POST", user, "/" + id, AdminAs.json().put("resend", true));
        assertThat(early.status()).isEqualTo(429);
        assertThat(early.message()).contains("too_early");
        inbox.message(1);
        assertThat(inbox.codes()).isEqualTo(1);
        assertThat(send(agent, "POST", user, "/" + id, AdminAs.json()).field()).isEqualTo("code");
        assertThat(send(agent, "POST", user, "/" + id, code("12")).field()).isEqualTo("code");
    }

    @Test
    void wrongCodesOfTheDayCountWithAllOthers() {
        try {
            for (int i = 1; i <= 2; i++) {
                String id = begin();
                for (int wrong = 0; wrong < 5; wrong++) {
                    readBack(id, inbox.wrongCode(i));
                }
                // Dead now, and the next one is another.
                TestKeycloak.shared().setClockAhead(java.time.Duration.ofMinutes(11 * i));
            }
            AdminAs.Answer locked = send(agent, "POST", user, "", null);
            assertThat(locked.status()).isEqualTo(429);
            assertThat(locked.message()).contains("too_many_wrong");
            realm.signIn().password(user);
            assertThat(inbox.codes()).isEqualTo(2);
        } finally {
            TestKeycloak.shared().setClockAhead(java.time.Duration.ZERO);
        }
    }

    @Test
    void whoeverChoosesAMethodGetsThatOne() {
        String phone = PhoneNumbers.next();
        TestUser two = realm.newUser(phone, Credentials.phone(user.phone()), Credentials.phone(phone));
        String second = "";
        for (JsonNode row : realm.credentials(two)) {
            second = row.path("type").asText().equals("two-factor-sms")
                    ? row.path("id").asText()
                    : second;
        }

        JsonNode begun = send(agent, "POST", two, "", AdminAs.json().put("method", second))
                .good();

        assertThat(begun.path("destination").asText()).endsWith(phone.substring(10));
        assertThat(send(agent, "POST", two, "", AdminAs.json().put("method", "another"))
                        .status())
                .isEqualTo(409);
        assertThat(send(agent, "POST", realm.newUserWithoutPhone(), "", null).status())
                .isEqualTo(409);
    }

    @Test
    void everyStepIsRecordedWithoutAnythingPersonal() {
        String id = begin();
        readBack(id, inbox.wrongCode(1));
        readBack(id, inbox.code(1));

        JsonNode events = events();
        assertThat(events.findValuesAsText("resourceType")).containsOnly("TWO_FACTOR_VERIFICATION");
        assertThat(events.findValuesAsText("representation"))
                .satisfiesExactly(
                        newest -> assertThat(newest).contains("\"outcome\":\"verified\""),
                        wrong -> assertThat(wrong).contains("\"outcome\":\"rejected\""),
                        first -> assertThat(first).contains("\"outcome\":\"sent\"", "\"method\":\"sms\""));
        assertThat(events.toString()).doesNotContain(user.phone().substring(2), inbox.code(1), user.name());
    }

    @Test
    void withoutTheRoleOrTheRightToViewNothingIsSentAndTheRoleChangesNothing() {
        List<AdminAs> refused = List.of(
                AdminAs.withRoles(realm, ROLE),
                AdminAs.withRoles(realm, ROLE, "query-users"),
                AdminAs.withRoles(realm, "view-users"),
                AdminAs.withRoles(realm, "manage-realm", "view-events", "impersonation"));
        for (AdminAs admin : refused) {
            assertThat(send(admin, "POST", user, "", null).status()).isEqualTo(403);
            assertThat(send(admin, "GET", user, "/any", null).status()).isEqualTo(403);
            assertThat(send(admin, "POST", user, "/any", code("123456")).status())
                    .isEqualTo(403);
        }
        Map<String, String> changes = Map.of(
                "DELETE ", "",
                "POST /unlock", "{}",
                "PUT /switch", "{\"on\":false}",
                "POST /methods", "{\"method\":\"sms\",\"destination\":\"" + PhoneNumbers.next() + "\"}",
                "DELETE /methods/any", "",
                "PUT /methods/any", "{\"default\":true}",
                "DELETE /devices", "");
        changes.forEach((change, body) -> {
            String[] parts = change.split(" ", 2);
            assertThat(agent.send(parts[0], realm.name(), "users/" + user.id() + parts[1], json(body))
                            .status())
                    .as(change)
                    .isEqualTo(403);
        });
        assertThat(inbox.count()).isZero();
        assertThat(realm.credentials(user).findValuesAsText("type")).contains("two-factor-sms");
    }

    private static JsonNode json(String body) {
        return body.isEmpty() ? null : new AdminAs.Answer(0, body).json();
    }

    @Test
    void whatCanBeNoIdIsNotFound() {
        AdminAs admin = AdminAs.server();
        for (String id : List.of("%00", "a%00b", "x".repeat(300), "%F0%9F%92%A5", "'%20or%201=1")) {
            for (String call : List.of(
                    "GET " + id,
                    "GET " + user.id() + "/verifications/" + id,
                    "DELETE " + user.id() + "/devices/" + id,
                    "DELETE " + user.id() + "/methods/" + id)) {
                String[] parts = call.split(" ", 2);
                assertThat(admin.send(parts[0], realm.name(), "users/" + parts[1], null)
                                .status())
                        .as(call)
                        .isIn(400, 404);
            }
        }
    }

    @Test
    void whoMayManageTheUserNeedsNoRole() {
        AdminAs manager = AdminAs.withRoles(realm, "manage-users");

        String id = send(manager, "POST", user, "", null).good().path("id").asText();

        assertThat(send(manager, "POST", user, "/" + id, code(inbox.code(1)))
                        .good()
                        .path("verified")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theSetUpMakesTheRoleAndTakesItBackFromItsHoldersToo() {
        TestRealm other = TestRealm.withoutTwoFactor();
        assertThat(roles(other)).doesNotContain(ROLE);
        SetupIT.setUp(other, false);
        SetupIT.setUp(other, false);
        assertThat(roles(other)).containsOnlyOnce(ROLE);
        AdminAs holder = AdminAs.withRoles(other, ROLE, "view-users");
        TestUser caller = other.newUser();
        assertThat(holder.send("POST", other.name(), "users/" + caller.id() + "/verifications", null)
                        .status())
                .isEqualTo(201);

        AdminAs.server().send("DELETE", other.name(), "setup", null).good();

        assertThat(roles(other)).doesNotContain(ROLE);
        assertThat(holder.send("POST", other.name(), "users/" + caller.id() + "/verifications", null)
                        .status())
                .isEqualTo(403);
    }

    private static List<String> roles(TestRealm of) {
        return TestKeycloak.shared()
                .admin()
                .get("/" + of.name() + "/clients/" + rights(of) + "/roles")
                .findValuesAsText("name");
    }

    private static String rights(TestRealm of) {
        return TestKeycloak.shared()
                .admin()
                .get("/" + of.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
    }
}
