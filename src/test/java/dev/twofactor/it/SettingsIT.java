package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on which people manage their second factors. */
class SettingsIT {

    private static final String SETTINGS = "&kc_action=two-factor-settings";

    private static TestRealm realm;

    private final String phone = PhoneNumbers.next();
    private final String address = MailAddresses.next();
    private final TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));
    private final CodeInbox texts = new CodeInbox(phone);
    private final CodeInbox mails = new CodeInbox(address);
    private final BrowserSession browser = BrowserSession.fresh();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
        TestKeycloak.shared()
                .admin()
                .send(
                        "POST",
                        "/" + realm.name() + "/roles",
                        JsonNodeFactory.instance.objectNode().put("name", "administrator"));
    }

    @Test
    void whatIsSetUpIsShownMaskedAndTheDefaultIsMarked() {
        Page page = open();

        assertThat(page.text())
                .contains("Two-factor authentication is on", "Codes by text message", "Codes by email", "Default")
                .contains("••" + phone.substring(10))
                .doesNotContain(phone.substring(2, 10), address);
        assertThat(page.html().select(".two-factor-method").first().text()).contains("Default");
        assertThat(browser.page().press("Done").redirect().orElseThrow().toString())
                .contains("kc_action_status=success");
    }

    @Test
    void switchedOffThePasswordIsEnoughAndSwitchedOnAgainNothingHasToBeSetUpAnew() {
        open();

        assertThat(browser.page().press("Switch off").notices())
                .contains("Two-factor authentication is off. You can switch it on again at any time.");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(browser.page().press("Switch on").notices()).contains("Two-factor authentication is on again.");

        SignIn again = realm.signIn();
        assertThat(again.password(user).isCodePage()).isTrue();
        assertThat(again.code(texts.code(2)).isSignedIn()).isTrue();
    }

    @Test
    void switchedOffItStillTakesTheSecondFactorToChangeAnything() {
        open();
        browser.page().press("Switch off");
        BrowserSession thief = BrowserSession.fresh();

        for (String action : new String[] {"two-factor-settings", "two-factor-enroll-sms", "CONFIGURE_TOTP"}) {
            thief.openLogin(realm.name(), "web", "&kc_action=" + action);
            Page asked = thief.page().isLoginPage()
                    ? thief.page().submit(Map.of("username", user.name(), "password", user.password()))
                    : thief.page();
            assertThat(asked.isCodePage()).isTrue();
        }
    }

    @Test
    void whoeverSignedInWhileItWasOffIsAskedForTheSecondFactorAtThePage() {
        open();
        browser.page().press("Switch off");
        SignIn later = realm.signIn();
        assertThat(later.password(user).isSignedIn()).isTrue();
        int before = texts.codes();

        assertThat(later.browser().openLogin(realm.name(), "web", SETTINGS).isLoginPage())
                .isTrue();
        assertThat(later.page().submit(Map.of("password", user.password())).isCodePage())
                .isTrue();

        assertThat(later.code(texts.code(before + 1)).text()).contains("Two-factor authentication is off");
    }

    @Test
    void theDefaultIsWhatTheNextSignInAsksForFirst() {
        Page page = open();
        String email = page.html().select("button[name=default]").attr("value");

        assertThat(page.submit(Map.of("default", email)).notices())
                .contains("This method will be used first from now on.");

        SignIn next = realm.signIn();
        assertThat(next.password(user).text()).contains("by email");
        assertThat(next.code(mails.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void aMethodGoesAfterAQuestionAndTheEventNamesNoNumber() {
        Page page = open();
        String id = page.html().select("button[name=remove]").first().attr("value");

        Page question = page.submit(Map.of("remove", id));
        assertThat(question.title()).contains("Remove this method?");
        assertThat(realm.credentials(user).toString()).contains(id);
        assertThat(question.press("Keep it").text()).contains("Codes by text message");
        Page done = browser.page().submit(Map.of("remove", id)).press("Remove");

        assertThat(done.notices()).contains("The method was removed.");
        assertThat(done.text()).doesNotContain("Codes by text message");
        assertThat(realm.credentials(user).toString()).doesNotContain(id);
        assertThat(realm.events(user).toString())
                .contains("REMOVE_CREDENTIAL", "two-factor-sms", "••" + phone.substring(10))
                .doesNotContain(phone.substring(2, 10));
        assertThat(realm.signIn().password(user).text()).contains("by email");
    }

    @Test
    void theLastMethodsRemovalSaysWhatFollows() {
        open();
        removeFirst();

        String last =
                browser.page().html().select("button[name=remove]").first().attr("value");
        Page question = browser.page().submit(Map.of("remove", last));

        assertThat(question.text()).contains("signing in will take your password only");
        assertThat(question.press("Remove").text()).contains("You have set up no method yet");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
    }

    @Test
    void anotherUsersMethodIsNotTouched() {
        TestUser other = realm.newUser();
        String id = sms(other);
        String action = open().form("done").action();

        for (String button : new String[] {"remove", "confirm", "default"}) {
            assertThat(browser.post(action, Map.of(button, id)).text()).contains("Two-factor authentication is on");
            action = browser.page().form("done").action();
        }

        assertThat(sms(other)).isEqualTo(id);
    }

    @Test
    void aLinkChangesNothing() {
        Page page = open();
        String id = page.html().select("button[name=remove]").first().attr("value");
        String action = page.form("done").action();

        browser.get(action + "&confirm=" + id + "&switch=off");

        assertThat(sms(user)).isEqualTo(id);
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @Test
    void ofWhomItIsRequiredItCannotBeSwitchedOffAndWasItOffItIsOnAgain() {
        open();
        browser.page().press("Switch off");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        JsonNode role = TestKeycloak.shared().admin().get("/" + realm.name() + "/roles/administrator");
        TestKeycloak.shared()
                .admin()
                .send(
                        "POST",
                        "/" + realm.name() + "/users/" + user.id() + "/role-mappings/realm",
                        JsonNodeFactory.instance.arrayNode().add(role));
        realm.policy("required-roles", "administrator");

        try {
            SignIn required = realm.signIn();
            assertThat(required.password(user).isCodePage()).isTrue();
            Page page = browser.reload();
            assertThat(page.text()).contains("it cannot be switched off").doesNotContain("Switch off");
            browser.post(page.form("done").action(), Map.of("switch", "off"));
            assertThat(realm.signIn().password(user).isCodePage()).isTrue();
        } finally {
            realm.policy("required-roles", "");
        }
    }

    @Test
    void anotherMethodIsAddedFromHere() {
        open();

        assertThat(browser.page().press("Add a method").text()).contains("Which one would you like?");
        assertThat(browser.page().press("Authenticator app").html().select("#totp"))
                .hasSize(1);
    }

    @Test
    void addingAMethodSwitchesOnAgain() {
        String another = PhoneNumbers.next();
        open();
        browser.page().press("Switch off");
        browser.page().press("Add a method").press("Codes by text message");
        browser.page().submit(Map.of("phoneNumber", another));
        browser.page().submit(Map.of("code", new CodeInbox(another).code(1)));

        Waiting.until(() ->
                Rows.count("select count(*) from two_factor_enrollment where enabled and user_id = ?", user) == 1);
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @Test
    void theAccountConsoleLeadsHereAndThePageIsAccessible() {
        try (BrowserContext context = Chromium.newContext()) {
            com.microsoft.playwright.Page page = context.newPage();
            page.navigate(
                    TestKeycloak.shared().url() + "/realms/" + realm.name() + "/account/account-security/signing-in");
            Chromium.signIn(page, user);
            page.waitForSelector("#code");
            page.fill("#code", texts.code(1));
            page.click("#two-factor-verify");
            page.waitForSelector("text=Two-factor authentication is on");
            Chromium.picture(page, "account-settings-entry");
            page.click("[data-testid='two-factor-settings/credential-list'] [data-testrole=update]");

            page.waitForSelector("#two-factor-settings-form");
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "settings");
            page.click("#two-factor-off");
            page.waitForSelector("#two-factor-on");
            Chromium.assertNoAxeViolations(page);
            page.click("button[name=remove] >> nth=0");
            page.waitForSelector("#two-factor-confirm");
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "settings-remove");
            page.click("#two-factor-keep");
            page.click("#two-factor-done");

            PlaywrightAssertions.assertThat(page.getByText("Two-factor authentication is off"))
                    .isVisible();
        }
    }

    private Page open() {
        browser.openLogin(realm.name(), "web", SETTINGS);
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        return browser.page().submit(Map.of("code", texts.code(1)));
    }

    private void removeFirst() {
        String id = browser.page().html().select("button[name=remove]").first().attr("value");
        browser.page().submit(Map.of("remove", id)).press("Remove");
    }

    private static String sms(TestUser owner) {
        for (JsonNode row : realm.credentials(owner)) {
            if (row.path("type").asText().equals("two-factor-sms")) {
                return row.path("id").asText();
            }
        }
        return "";
    }
}
