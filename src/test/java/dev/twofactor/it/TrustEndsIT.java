package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The matrix of what ends trust: every cell ends it, and does not where the policy leaves it out. */
class TrustEndsIT {

    private static TestRealm realm;
    private static TestRealm lenient;

    @BeforeAll
    static void makeRealms() {
        realm = TrustKit.realm();
        lenient = TrustKit.realm();
        for (TestRealm each : List.of(realm, lenient)) {
            each.policy("wrong-per-day", "3");
            SetupIT.setUp(each, true);
        }
    }

    @ParameterizedTest
    @EnumSource(AccountChanges.class)
    void everyCellOfTheMatrixEndsAllTrust(AccountChanges change) {
        TestUser user = user(realm);
        SignIn browser = TrustKit.trusting(realm, user);

        TestUser after = change.happen(realm, user, browser);

        assertThat(TrustKit.devices(user)).isZero();
        assertThat(TrustKit.deviceCredentials(realm, user)).isZero();
        assertThat(TrustKit.password(browser, after).isCodePage()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(AccountChanges.class)
    void whatThePolicyLeavesOutDoesNotEndTrust(AccountChanges change) {
        String others = Arrays.stream(AccountChanges.values())
                .map(AccountChanges::key)
                .filter(key -> !key.equals(change.key()))
                .distinct()
                .collect(Collectors.joining(","));
        lenient.policy("trust-ends-on", others);
        TestUser user = user(lenient);
        SignIn browser = TrustKit.trusting(lenient, user);

        TestUser after = change.happen(lenient, user, browser);

        assertThat(TrustKit.password(browser, after).isSignedIn()).isTrue();
    }

    @Test
    void whoeverMissesAllEventsIsStillEndedByTheStamp() {
        TestUser user = user(realm);
        SignIn browser = TrustKit.trusting(realm, user);
        assertThat(Rows.text(
                        "update two_factor_device set methods_stamp = 'before' where user_id = ? returning id", user))
                .isNotEmpty();

        assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
        assertThat(TrustKit.devices(user)).isZero();
    }

    @Test
    void thisWasNotMeEndsAllTrust() {
        TestUser user = realm.newUser();
        SignIn browser = TrustKit.trusting(realm, user);
        AccountChanges.METHODS_SWITCHED_OFF_AND_ON.happen(realm, user, browser);
        String mail = new CodeInbox(user.name() + "@test.example").message(1).text();
        Matcher link =
                Pattern.compile("http\\S+/two-factor-notice/report\\?key=\\S+").matcher(mail);
        assertThat(link.find()).isTrue();
        TrustKit.forgetSession(browser);
        TrustKit.trust(browser, user);

        BrowserSession.fresh().get(link.group()).press("Sign me out everywhere");

        assertThat(TrustKit.devices(user)).isZero();
        assertThat(TrustKit.ends(realm, user)).first().isEqualTo("not-me");
        assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
    }

    @Test
    void anAdministratorsResetEndsAllTrustForGood() {
        TestUser user = realm.newUser();
        SignIn browser = TrustKit.trusting(realm, user);

        AdminAs.Answer answer = AdminAs.server().send("DELETE", realm.name(), "users/" + user.id(), null);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(TrustKit.devices(user)).isZero();
        assertThat(TrustKit.deviceCredentials(realm, user)).isZero();
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        assertThat(TrustKit.cookies(browser)).isEmpty();
    }

    @Test
    void anAdministratorsResetIsAnEventOfItsOwnThatThePolicyMayLeaveOut() {
        lenient.policy("trust-ends-on", "method-changed,password-changed,copied");
        TestUser user = lenient.newUser();
        SignIn browser = TrustKit.trusting(lenient, user);

        AdminAs.server().send("DELETE", lenient.name(), "users/" + user.id(), null);

        assertThat(lenient.credentials(user).findValuesAsText("type"))
                .containsExactlyInAnyOrder("password", "two-factor-trusted-device");
        assertThat(listed(lenient, user)).isEqualTo(1);
        assertThat(TrustKit.cookies(browser)).hasSize(1);
        assertThat(TrustKit.ends(lenient, user)).isEmpty();
    }

    @Test
    void aResetOfTheWholeRealmEndsAllTrustUnlessThePolicyLeavesItOut() {
        for (boolean ends : new boolean[] {true, false}) {
            TestRealm own = TrustKit.realm();
            own.policy("trust-ends-on", ends ? "admin-reset" : "method-changed");
            TestUser user = own.newUser();
            TrustKit.trusting(own, user);

            RealmResetIT.reset(own);

            assertThat(own.credentials(user).findValuesAsText("type")).doesNotContain("two-factor-sms");
            assertThat(listed(own, user)).isEqualTo(ends ? 0 : 1);
            assertThat(TrustKit.ends(own, user)).isEqualTo(ends ? List.of("admin-reset") : List.of());
        }
    }

    @Test
    void aPasswordWhoseOriginNobodyToldEndsTrustIfEitherEventDoes() {
        lenient.policy("trust-ends-on", "password-reset");
        TestUser user = user(lenient);
        SignIn browser = TrustKit.trusting(lenient, user);
        assertThat(Rows.text(
                        "update two_factor_device set password_stamp = 'before' where user_id = ? returning id", user))
                .isNotEmpty();

        TestUser after = AccountChanges.PASSWORD_UPDATED_WITHIN_A_SESSION.happen(lenient, user, browser);

        assertThat(TrustKit.devices(user)).isZero();
        assertThat(TrustKit.password(browser, after).isCodePage()).isTrue();
    }

    private static int listed(TestRealm of, TestUser user) {
        return AdminAs.server()
                .send("GET", of.name(), "users/" + user.id() + "/devices", null)
                .good()
                .size();
    }

    @Test
    void theRealmsNotBeforeEndsTheTrustFromBefore() {
        TestRealm own = TrustKit.realm();
        TestUser user = own.newUser();
        SignIn browser = TrustKit.trusting(own, user);
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();

        long now = TestKeycloak.shared().clockMillis() / 1000;
        TestKeycloak.shared().admin().updateRealm(own.name(), AdminAs.json().put("notBefore", now + 1));

        assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
        assertThat(TrustKit.devices(user)).isZero();
    }

    @Test
    void signingEverybodyOfTheRealmOutEndsTheirTrust() {
        TestRealm own = TrustKit.realm();
        TestUser user = own.newUser();
        SignIn browser = TrustKit.trusting(own, user);
        long second = TestKeycloak.shared().clockMillis() / 1000;
        Waiting.until(() -> TestKeycloak.shared().clockMillis() / 1000 > second);

        TestKeycloak.shared().admin().send("POST", "/" + own.name() + "/logout-all", null);

        assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
        assertThat(TrustKit.devices(user)).isZero();
    }

    @Test
    void oneSessionsSignOutAFailedChangeAndOneWrongCodeLessEndNothing() {
        TestUser user = user(realm);
        SignIn browser = TrustKit.trusting(realm, user);
        AccountApi account = AccountChanges.account(realm, user, browser);
        for (JsonNode session : sessions(account)) {
            account.send("DELETE", "sessions/" + session.path("id").asText(), "");
        }
        SignIn clumsy = realm.signIn();
        clumsy.password(user);
        String wrong = new CodeInbox(user.phone()).wrongCode(2);
        clumsy.code(wrong);
        clumsy.code(wrong);
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        Page failed = browser.browser()
                .openLogin(realm.name(), "web", "&kc_action=UPDATE_PASSWORD")
                .submit(Map.of("password-new", Secrets.password(), "password-confirm", Secrets.password()));
        assertThat(failed.errors()).isNotEmpty();

        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
    }

    private static List<JsonNode> sessions(AccountApi account) {
        HttpResponse<String> answer = account.send("GET", "sessions", "");
        try {
            JsonNode all = new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
            assertThat(all.size()).isPositive();
            return java.util.stream.StreamSupport.stream(all.spliterator(), false)
                    .toList();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("no JSON", e);
        }
    }

    private static TestUser user(TestRealm of) {
        String phone = PhoneNumbers.next();
        return of.newUser(phone, Credentials.phone(phone), Credentials.app("APPAPPAPPAPPAPPAPPAP"));
    }
}
