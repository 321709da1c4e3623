package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in with an authenticator app on our page. */
class AppSignInIT {

    private static final String SECRET = "JBSWY3DPEHPK3PXP";
    private static final String OTHER_SECRET = "KRUGS4ZANFZSAYJA";
    private static final String REJECTED =
            "That code did not work. Type the code that your app shows now; each code works once.";
    private static final String NOT_DIGITS = "Enter the 6 digits that your app shows.";

    private static TestRealm realm;

    private final TestUser user = realm.newUser("", Credentials.app(SECRET));
    private final SignIn signIn = realm.signIn();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
        realm.protectAgainstBruteForce(1000);
    }

    @Test
    void theAppsCodeSignsInOnceWithSpacesInIt() {
        Page page = signIn.password(user);
        assertThat(page.isCodePage()).isTrue();
        assertThat(page.offersAnotherWay()).isFalse();
        String code = Credentials.appCode(SECRET);

        assertThat(signIn.code(code.substring(0, 3) + " " + code.substring(3)).isSignedIn())
                .isTrue();
        SignIn again = realm.signIn();
        again.password(user);
        assertThat(again.code(code).errors()).containsExactly(REJECTED);
    }

    @Test
    void aWrongCodeIsCountedOnceByKeycloakAndOnceByUs() {
        signIn.password(user);

        Page page = signIn.code(wrongCode());

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors()).containsExactly(REJECTED);
        Waiting.until(() -> realm.failures(user) > 0);
        signIn.browser().reload();
        assertThat(realm.failures(user)).isEqualTo(1);
        assertThat(Rows.evaluations(user)).isEqualTo(1);
        assertThat(signIn.code(Credentials.appCode(SECRET)).isSignedIn()).isTrue();
        Waiting.until(() -> realm.failures(user) == 0);
    }

    @Test
    void wrongCodesOfAppAndTextCountTogether() {
        String phone = PhoneNumbers.next();
        TestUser both = realm.newUser(phone, Credentials.phone(phone), Credentials.app(SECRET));
        CodeInbox inbox = new CodeInbox(phone);
        signIn.password(both);
        for (int i = 0; i < 4; i++) {
            signIn.code(inbox.wrongCode(1));
        }
        signIn.page().tryAnotherWay().method("Authenticator Application");
        for (int i = 0; i < 6; i++) {
            assertThat(signIn.code(wrongCode()).errors()).containsExactly(REJECTED);
        }

        Page locked = signIn.code(Credentials.appCode(SECRET));

        assertThat(locked.errors()).singleElement().asString().startsWith("Too many wrong codes.");
        assertThat(Rows.evaluations(both)).isEqualTo(10);
        signIn.page().tryAnotherWay().method("Text message");
        assertThat(signIn.code(inbox.code(1)).isSignedIn()).isFalse();
        assertThat(Rows.evaluations(both)).isEqualTo(10);
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void oneOfSeveralAppsIsPickedInTheForm() {
        TestUser two = realm.newUser("", Credentials.app(SECRET), Credentials.app(OTHER_SECRET));
        Page page = signIn.password(two);
        List<String> ids = page.html().select("input[name=credentialId]").eachAttr("value");
        assertThat(ids).hasSize(2);
        assertThat(page.text()).contains("Which app?", "App 1", "App 2");
        String second = Credentials.appCode(OTHER_SECRET);

        assertThat(page.submit(Map.of("code", second)).errors()).containsExactly(REJECTED);
        assertThat(signIn.page()
                        .submit(Map.of("code", second, "credentialId", ids.get(1)))
                        .isSignedIn())
                .isTrue();
    }

    @Test
    void whateverIsPostedInsteadOfACodeIsAnErrorOnThePageAndCountsNothing() {
        signIn.password(user);
        for (String body : List.of(
                "",
                "code=",
                "otp=123456",
                "code=123456&code=123456",
                "code=12345",
                "code=abcdef",
                "credentialId=x",
                "code=%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6",
                "code=" + "1".repeat(126 * 1024))) {
            Page page = signIn.browser().post(signIn.page().form("code").action(), body, BrowserSession.FORM);

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.errors()).containsExactly(NOT_DIGITS);
        }
        assertThat(Rows.evaluations(user)).isZero();
        assertThat(realm.failures(user)).isZero();
    }

    @Test
    void getAndHeadOfTheActionCountNothing() {
        String action = signIn.password(user).form("code").action();

        Page shown = signIn.browser().get(action + "&code=000000");
        assertThat(shown.isCodePage()).isTrue();
        assertThat(shown.errors()).isEmpty();
        signIn.browser().probe("HEAD", shown.form("code").action());

        assertThat(Rows.evaluations(user)).isZero();
    }

    @Test
    void whereTheStepIsRequiredAUserWithoutAnAppStaysOut() {
        TestRealm strict =
                TestRealm.create(file -> file.withArray("/authenticationFlows").forEach(flow -> {
                    if (flow.path("alias").asText().equals("forms")) {
                        ((com.fasterxml.jackson.databind.node.ArrayNode) flow.path("authenticationExecutions"))
                                .addObject()
                                .put("authenticator", "two-factor-totp")
                                .put("requirement", "REQUIRED")
                                .put("priority", 30);
                    }
                }));

        Page page = strict.signIn().password(strict.newUserWithoutPhone());

        assertThat(page.isSignedIn()).isFalse();
        assertThat(page.html().getElementById("kc-totp-settings-form")).isNull();
    }

    private static String wrongCode() {
        String right = Credentials.appCode(SECRET);
        return right.equals("000000") ? "000001" : "000000";
    }
}
