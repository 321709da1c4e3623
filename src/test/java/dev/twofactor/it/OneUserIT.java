package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an admin sees of one user's second factors, and does to them. */
class OneUserIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm realm;
    private static AdminApi api;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create(file -> file.put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true));
        api = TestKeycloak.shared().admin();
    }

    @AfterEach
    void putPolicyAndClockRight() {
        realm.policy("requirement", "");
        realm.policy("unique-number", "false");
        realm.policy("methods", "sms,email,totp");
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    private static AdminAs.Answer send(String method, TestUser user, String path, JsonNode body) {
        return ADMIN.send(method, realm.name(), "users/" + user.id() + path, body);
    }

    private static JsonNode detail(TestUser user) {
        return send("GET", user, "", null).good();
    }

    private static ObjectNode method(String kind, String destination) {
        return AdminAs.json().put("method", kind).put("destination", destination);
    }

    private static String idOf(TestUser user, String method) {
        for (JsonNode row : detail(user).path("methods")) {
            if (row.path("method").asText().equals(method)) {
                return row.path("id").asText();
            }
        }
        throw new AssertionError("No method " + method);
    }

    private static JsonNode adminEvents(TestUser user) {
        return api.get("/" + realm.name() + "/admin-events?max=100&resourcePath=two-factor/users/" + user.id() + "*");
    }

    private static void assertRecorded(TestUser user, String operation, String kind, String... personal) {
        JsonNode event = adminEvents(user).path(0);
        assertThat(event.path("operationType").asText()).isEqualTo(operation);
        assertThat(event.path("resourceType").asText()).isEqualTo(kind);
        assertThat(adminEvents(user).toString()).doesNotContain(personal).doesNotContain(user.name());
    }

    private static CodeInbox profile(TestUser user) {
        return new CodeInbox(user.name() + "@test.example");
    }

    @Test
    void theDetailTellsAllAndShowsNoDestinationAndNoSecret() {
        String phone = PhoneNumbers.next();
        String address = MailAddresses.next();
        TestUser user = realm.newUser(
                phone, Credentials.phone(phone), Credentials.address(address), Credentials.app("JBSWY3DPEHPK3PXP"));
        SignIn person = realm.signIn();
        person.password(user);
        long before = TestKeycloak.shared().clockMillis();
        person.code(new CodeInbox(phone).code(1));

        AdminAs.Answer answer = send("GET", user, "", null);

        JsonNode shown = answer.good();
        assertThat(shown.path("status").asText()).isEqualTo("enabled");
        assertThat(shown.path("on").asBoolean()).isTrue();
        assertThat(shown.path("mayTurnOff").asBoolean()).isTrue();
        assertThat(shown.path("devices")).isEmpty();
        assertThat(shown.path("wrongToday").asInt()).isZero();
        assertThat(shown.has("lockedUntil")).isFalse();
        assertThat(shown.path("methods").findValuesAsText("method")).containsExactly("sms", "email", "totp");
        JsonNode first = shown.path("methods").path(0);
        assertThat(first.path("default").asBoolean()).isTrue();
        assertThat(first.path("counts").asBoolean()).isTrue();
        assertThat(first.path("disabled").asBoolean()).isFalse();
        assertThat(first.path("destination").asText()).isEqualTo("+1 ••• ••• ••" + phone.substring(10));
        assertThat(first.path("lastUsedAt").asLong()).isGreaterThanOrEqualTo(before);
        assertThat(shown.path("methods").path(1).has("lastUsedAt")).isFalse();
        assertThat(answer.text()).doesNotContain(phone.substring(2, 10), address, "JBSWY3DPEHPK3PXP");
        JsonNode row = ADMIN.send("GET", realm.name(), "users?search=" + user.name(), null)
                .good()
                .path(0);
        assertThat(row.path("lastUsedAt").asLong())
                .isEqualTo(first.path("lastUsedAt").asLong());
    }

    @Test
    void theStatusIsTheOneOfTheList() {
        TestUser none = realm.newUserWithoutPhone();
        TestUser pending = realm.newUserWithoutPhone();
        ObjectNode actions = AdminAs.json();
        actions.putArray("requiredActions").add("two-factor-enroll");
        api.send("PUT", "/" + realm.name() + "/users/" + pending.id(), actions);
        TestUser off = realm.newUser();
        send("PUT", off, "/switch", AdminAs.json().put("on", false)).good();
        TestUser enabled = realm.newUser();

        for (TestUser user : List.of(none, pending, off, enabled)) {
            String listed = ADMIN.send("GET", realm.name(), "users?search=" + user.name(), null)
                    .good()
                    .path(0)
                    .path("status")
                    .asText();
            assertThat(detail(user).path("status").asText()).isEqualTo(listed);
        }
        assertThat(List.of(status(none), status(pending), status(off), status(enabled)))
                .containsExactly("none", "pending", "off", "enabled");
    }

    private static String status(TestUser user) {
        return detail(user).path("status").asText();
    }

    @Test
    void aPhoneThatTheAdminVouchesForIsAskedForAtTheNextSignInAndTheUserIsTold() {
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();

        AdminAs.Answer answer = send("POST", user, "/methods", method("sms", phone));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("method").asText()).isEqualTo("sms");
        assertThat(answer.text()).doesNotContain(phone.substring(2, 10));
        SignIn person = realm.signIn();
        assertThat(person.password(user).isCodePage()).isTrue();
        assertThat(person.code(new CodeInbox(phone).code(1)).isSignedIn()).isTrue();
        assertThat(profile(user).message(1).text())
                .contains("This was set up: codes by text message", "An administrator did this");
        assertRecorded(user, "CREATE", "TWO_FACTOR_METHOD", phone.substring(2, 10));
        Waiting.until(() -> Rows.count("select count(*) from two_factor_enrollment where user_id = ?", user) == 1);
    }

    @Test
    void anAddressCanBeVouchedForTooAndANumberAsDialledAtHome() {
        TestUser user = realm.newUserWithoutPhone();
        String address = MailAddresses.next();
        send("POST", user, "/methods", method("email", address)).good();
        send("POST", user, "/methods", method("sms", "(415) 555-0188").put("country", "US"))
                .good();

        assertThat(realm.credentials(user).findValuesAsText("type")).contains("two-factor-email", "two-factor-sms");
        SignIn person = realm.signIn();
        person.password(user);
        assertThat(person.code(new CodeInbox(address).code(1)).isSignedIn()).isTrue();
    }

    @Test
    void whatPeopleMayNotSetUpAnAdminMayNotEither() {
        realm.policy("methods", "sms");
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();

        assertThat(send("POST", user, "/methods", method("email", "a@b.example"))
                        .field())
                .isEqualTo("method");
        assertThat(send("POST", user, "/methods", method("totp", phone)).field())
                .isEqualTo("method");
        for (String number :
                List.of("", "12", "+19005550123", "+8816123456789", phone + ";" + phone, "0".repeat(300))) {
            AdminAs.Answer answer = send("POST", user, "/methods", method("sms", number));
            assertThat(answer.status()).as(number).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("destination");
        }
        assertThat(send("POST", user, "/methods", null).status()).isEqualTo(400);
        assertThat(realm.credentials(user).findValuesAsText("type")).containsExactly("password");
        assertThat(adminEvents(user)).isEmpty();
    }

    @Test
    void aNumberTwiceOrOfSomebodyElseIsAConflict() {
        realm.policy("unique-number", "true");
        TestUser owner = realm.newUserWithoutPhone();
        TestUser other = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();
        send("POST", owner, "/methods", method("sms", phone)).good();

        assertThat(send("POST", owner, "/methods", method("sms", phone)).status())
                .isEqualTo(409);
        assertThat(send("POST", other, "/methods", method("sms", phone)).status())
                .isEqualTo(409);
    }

    @Test
    void theDefaultIsAskedForFirst() {
        String phone = PhoneNumbers.next();
        String address = MailAddresses.next();
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));
        String email = idOf(user, "email");

        assertThat(send("PUT", user, "/methods/" + email, AdminAs.json()).status())
                .isEqualTo(400);
        JsonNode changed = send("PUT", user, "/methods/" + email, AdminAs.json().put("default", true))
                .good();

        assertThat(changed.path("default").asBoolean()).isTrue();
        realm.signIn().password(user);
        assertThat(new CodeInbox(address).code(1)).isNotEmpty();
        assertRecorded(user, "UPDATE", "TWO_FACTOR_METHOD", phone.substring(2, 10), address);
    }

    @Test
    void oneMethodIsTakenAwayTheOtherStaysAndTheUserIsTold() {
        String phone = PhoneNumbers.next();
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.app("JBSWY3DPEHPK3PXP"));
        TestUser other = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        String code = new CodeInbox(phone).code(1);

        assertThat(send("DELETE", user, "/methods/" + idOf(other, "sms"), null).status())
                .isEqualTo(404);
        send("DELETE", user, "/methods/" + idOf(user, "sms"), null).good();

        assertThat(detail(user).path("methods").findValuesAsText("method")).containsExactly("totp");
        assertThat(profile(user).message(1).text()).contains("This was removed: codes by text message");
        Waiting.until(() ->
                Rows.count("select count(*) from two_factor_challenge where user_id = ? and used = false", user) == 0);
        assertThat(person.code(code).isSignedIn()).isFalse();
        assertThat(detail(other).path("methods")).hasSize(1);
        assertRecorded(user, "DELETE", "TWO_FACTOR_METHOD", phone.substring(2, 10));
    }

    @Test
    void thePasswordIsNoMethodAndStays() {
        TestUser user = realm.newUser();
        String password = "";
        for (JsonNode row : realm.credentials(user)) {
            password = row.path("type").asText().equals("password")
                    ? row.path("id").asText()
                    : password;
        }

        assertThat(send("DELETE", user, "/methods/" + password, null).status()).isEqualTo(404);
        assertThat(realm.credentials(user).findValuesAsText("type")).contains("password");
    }

    @Test
    void theSwitchGoesOffAndOnAndTheUserIsTold() {
        TestUser user = realm.newUser();

        assertThat(send("PUT", user, "/switch", AdminAs.json().put("on", false))
                        .good()
                        .path("on")
                        .asBoolean(true))
                .isFalse();
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(profile(user).message(1).text()).contains("was switched off", "An administrator did this");
        assertRecorded(user, "UPDATE", "TWO_FACTOR_USER", user.phone());
        assertThat(send("PUT", user, "/switch", AdminAs.json().put("on", false)).status())
                .isEqualTo(200);
        assertThat(adminEvents(user)).hasSize(1);

        send("PUT", user, "/switch", AdminAs.json().put("on", true)).good();

        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
        assertThat(profile(user).message(2).text()).contains("was switched on");
    }

    @Test
    void whereItIsRequiredNobodyIsSwitchedOff() {
        realm.policy("requirement", "required");
        TestUser user = realm.newUser();

        assertThat(send("PUT", user, "/switch", AdminAs.json().put("on", false)).status())
                .isEqualTo(409);
        assertThat(send("PUT", user, "/switch", AdminAs.json().put("on", "perhaps"))
                        .field())
                .isEqualTo("on");
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @Test
    void unlockingLetsALockedUserInAtOnceAndIsRecorded() {
        TestUser user = realm.newUser();
        realm.lock(user);
        JsonNode locked = detail(user);
        assertThat(locked.path("status").asText()).isEqualTo("locked");
        assertThat(locked.path("wrongToday").asInt()).isEqualTo(10);
        assertThat(locked.path("lockedUntil").asLong())
                .isGreaterThan(TestKeycloak.shared().clockMillis());

        assertThat(send("POST", user, "/unlock", null).status()).isEqualTo(204);

        assertThat(detail(user).path("status").asText()).isEqualTo("enabled");
        SignIn person = realm.signIn();
        person.password(user);
        assertThat(person.code(new CodeInbox(user.phone()).code(3)).isSignedIn())
                .isTrue();
        assertRecorded(user, "ACTION", "TWO_FACTOR_USER", user.phone());
    }

    @Test
    void unlockingPutsAMethodBackToUseThatWrongCodesDisabled() {
        realm.policy("consecutive-wrong", "4");
        try {
            TestUser user = realm.newUser();
            CodeInbox inbox = new CodeInbox(user.phone());
            SignIn guesser = realm.signIn();
            guesser.password(user);
            for (int i = 0; i < 4; i++) {
                guesser.code(inbox.wrongCode(1));
            }
            assertThat(detail(user).path("methods").path(0).path("disabled").asBoolean())
                    .isTrue();

            send("POST", user, "/unlock", null).good();

            assertThat(detail(user).path("methods").path(0).path("disabled").asBoolean(true))
                    .isFalse();
            assertThat(guesser.code(inbox.code(1)).isSignedIn()).isTrue();
        } finally {
            realm.policy("consecutive-wrong", "");
        }
    }
}
