package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A signed-in user's application sets up, lists, switches and removes second factors over REST. */
class SelfServiceIT {

    static TestRealm realm;
    static TokenEndpoint app;

    private final TestUser user = realm.newUserWithoutPhone();
    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.createWithSetUp();
        app = TokenEndpoint.of(realm, "app");
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aPhoneIsSetUpByTwoCallsAndAsksAtTheNextLogin() {
        SelfService api = new SelfService(realm, app.tokenOf(user));
        SelfService.Answer started = api.post("verifications", verification("sms", phone));
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.text("destination")).isEqualTo("+1 ••• ••• ••" + phone.substring(10));
        assertThat(started.json().path("expiresIn").asInt()).isBetween(290, 300);
        assertThat(started.http().body()).doesNotContain(phone.substring(2));
        String id = started.text("id");
        assertThat(api.post("verifications", verification("sms", phone)).text("id"))
                .isEqualTo(id);

        assertThat(api.post("verifications/" + id, code(inbox.wrongCode(1))).refusal())
                .isEqualTo("400 code_rejected");
        assertThat(realm.credentials(user).toString()).doesNotContain("two-factor-sms");
        SelfService.Answer done = api.post("verifications/" + id, code(inbox.code(1)));

        assertThat(done.status()).isEqualTo(201);
        assertThat(done.text("label")).isEqualTo("Text message to ••• " + phone.substring(10));
        assertThat(inbox.count()).isEqualTo(1);
        assertThat(api.get("methods").json().findValuesAsText("method")).containsExactly("sms");
        assertThat(api.post("verifications/" + id, code(inbox.code(1))).refusal())
                .isEqualTo("404 not_found");
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
        assertThat(realm.events(user).toString())
                .contains("UPDATE_CREDENTIAL")
                .doesNotContain(phone.substring(2), inbox.code(1));
    }

    @Test
    void whoHasAFactorMustHaveShownItAMomentAgoForEveryChange() {
        TestUser owner = realm.newUser();
        String id = realm.credentials(owner).findValuesAsText("id").get(1);
        String stolen = passwordOnlyToken(owner);
        SelfService thief = new SelfService(realm, stolen);
        assertThat(thief.get("methods").status()).isEqualTo(200);
        for (SelfService.Answer refused : java.util.List.of(
                thief.post("verifications", verification("sms", phone)),
                thief.delete("methods/" + id),
                thief.put("methods/" + id, "{\"default\":true}"),
                thief.put("switch", "{\"on\":false}"),
                thief.delete("devices"),
                thief.delete("devices/any"))) {
            assertThat(refused.refusal()).isEqualTo("401 fresh_factor_needed");
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("insufficient_user_authentication", "acr_values=", "max_age=");
        }
        assertThat(inbox.count()).isZero();

        SelfService api = new SelfService(realm, app.tokenOf(owner));
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(200));
        SelfService.Answer started = api.post("verifications", verification("sms", phone));
        assertThat(started.status()).isEqualTo(201);
        assertThat(api.post("verifications/" + started.text("id"), code(inbox.code(1)))
                        .status())
                .isEqualTo(201);
        assertThat(api.put("switch", "{\"on\":false}").json().path("on").asBoolean())
                .isFalse();
        assertThat(realm.signIn().password(owner).isSignedIn()).isTrue();
        assertThat(api.put("switch", "{\"on\":true}").json().path("on").asBoolean())
                .isTrue();
        String second = api.get("methods").json().path(1).path("id").asText();
        assertThat(api.put("methods/" + second, "{\"default\":true}")
                        .json()
                        .path("default")
                        .asBoolean())
                .isTrue();
        assertThat(api.get("methods").json().path(0).path("id").asText()).isEqualTo(second);
        assertThat(api.delete("methods/" + second).status()).isEqualTo(204);
        assertThat(api.get("methods").json()).hasSize(1);
        assertThat(api.get("methods?first=1&max=5").json()).isEmpty();
        assertThat(api.get("devices").json()).isEmpty();
        assertThat(api.delete("devices").status()).isEqualTo(204);
    }

    // As an application gets it that signed the user in before the phone was set up, or by a door that asks for
    // nothing.
    private static String passwordOnlyToken(TestUser owner) {
        TokenEndpoint weak = TokenEndpoint.of(realm, "weak-" + owner.name(), application -> application
                .putObject("authenticationFlowBindingOverrides")
                .put("direct_grant", directGrantOf()));
        return weak.tokenOf(owner);
    }

    private static String directGrantOf() {
        for (var flow : TestKeycloak.shared().admin().get("/" + realm.name() + "/authentication/flows")) {
            if (flow.path("alias").asText().equals("direct grant")) {
                return flow.path("id").asText();
            }
        }
        throw new AssertionError("Keycloak's own flow is gone");
    }

    @Test
    void anAddressIsSetUpResentAfterTheWaitAndCodesOfOthersDoNotVerifyIt() {
        String address = MailAddresses.next();
        SelfService api = new SelfService(realm, app.tokenOf(user));
        String mail = api.post("verifications", verification("email", address)).text("id");
        String text = api.post("verifications", verification("sms", phone)).text("id");
        new CodeInbox(address).awaitSettled(user);
        assertThat(api.post("verifications/" + mail, "{\"resend\":true}").refusal())
                .isEqualTo("429 too_many");
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        assertThat(api.post("verifications/" + mail, "{\"resend\":true}").status())
                .isEqualTo(200);
        String code = new CodeInbox(address).code(2);
        if (!code.equals(inbox.code(1))) {
            assertThat(api.post("verifications/" + text, code(code)).refusal()).isEqualTo("400 code_rejected");
        }
        TestUser stranger = realm.newUserWithoutPhone();
        SelfService other = new SelfService(realm, app.tokenOf(stranger));
        assertThat(other.post("verifications/" + mail, code(code)).refusal()).isEqualTo("404 not_found");

        assertThat(api.post("verifications/" + mail, code(code)).status()).isEqualTo(201);
        assertThat(realm.credentials(stranger).toString()).doesNotContain("two-factor");
        assertThat(api.post("verifications", verification("email", address)).refusal())
                .isEqualTo("401 fresh_factor_needed");
    }

    @Test
    void idsOfOtherUsersAreAsIfTheyWereNot() {
        TestUser owner = realm.newUser();
        String id = realm.credentials(owner).findValuesAsText("id").get(1);
        SelfService api = new SelfService(realm, app.tokenOf(user));

        assertThat(api.delete("methods/" + id).refusal()).isEqualTo("404 not_found");
        assertThat(api.put("methods/" + id, "{\"default\":true}").refusal()).isEqualTo("404 not_found");
        assertThat(api.delete("devices/" + id).refusal()).isEqualTo("404 not_found");
        assertThat(realm.credentials(owner)).hasSize(2);
    }

    @Test
    void limitsAndThePolicyHoldAsOnThePage() {
        SelfService api = new SelfService(realm, app.tokenOf(user));
        for (String refused : java.util.List.of("+19002345678", "+88163123456", "call me", "415", "1".repeat(40))) {
            assertThat(api.post("verifications", verification("sms", refused)).refusal())
                    .isEqualTo("400 bad_destination");
        }
        int sent = 0;
        for (int i = 0; i < 12; i++) {
            SelfService.Answer answer = api.post("verifications", verification("sms", PhoneNumbers.next()));
            sent += answer.status() == 201 ? 1 : 0;
            assertThat(answer.status()).isIn(201, 429);
        }
        assertThat(sent).isEqualTo(6);
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isEqualTo(6);
        realm.policy("methods", "email,totp");
        try {
            assertThat(api.post("verifications", verification("sms", phone)).refusal())
                    .isEqualTo("403 method_not_allowed_by_policy");
        } finally {
            realm.policy("methods", "sms,email,totp");
        }
    }

    static String verification(String method, String destination) {
        return "{\"method\":\"" + method + "\",\"destination\":\"" + destination + "\"}";
    }

    static String code(String code) {
        return "{\"code\":\"" + code + "\"}";
    }
}
