package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.LoadState;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The small page with the box in a real browser, behind a security key that really signs, and behind a recovery code. */
class TrustPageChromiumIT {

    private static final Pattern SESSION = Pattern.compile("(KEYCLOAK_|AUTH_SESSION|KC_).*");
    private static TestRealm realm;

    private final BrowserContext context = Chromium.newContext();
    private final Page page = context.newPage();

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void whoTicksTheBoxBehindASecurityKeyNeedsItNoMoreInThisBrowser() {
        TestUser user = userWithKey();
        signIn(user);
        pressOnceItWorks("#authenticateWebAuthnButton");

        PlaywrightAssertions.assertThat(page.getByLabel("Trust this device for 30 days"))
                .not()
                .isChecked();
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "trust");
        tickAndContinue();

        signIn(user);
        assertSignedIn();
        context.clearCookies();
        signIn(user);
        PlaywrightAssertions.assertThat(page.locator("#authenticateWebAuthnButton"))
                .isVisible();
    }

    @Test
    void whoDoesNotTickItNeedsTheKeyNextTime() {
        TestUser user = userWithKey();
        signIn(user);
        pressOnceItWorks("#authenticateWebAuthnButton");
        page.click("#two-factor-continue");
        assertSignedIn();

        signIn(user);

        PlaywrightAssertions.assertThat(page.locator("#authenticateWebAuthnButton"))
                .isVisible();
        assertThat(TrustKit.devices(user)).isZero();
    }

    @Test
    void whoTicksTheBoxBehindARecoveryCodeSavesTheOthers() {
        TestUser user = realm.newUser("", Credentials.recoveryCodes("ABCDEFGHIJKL", "MNOPQRSTUVWX"));
        signIn(user);
        page.fill("[name=recoveryCodeInput]", "ABCDEFGHIJKL");
        page.press("[name=recoveryCodeInput]", "Enter");
        tickAndContinue();

        signIn(user);
        assertSignedIn();
    }

    private TestUser userWithKey() {
        TestUser user = realm.newUserWithoutPhone();
        CDPSession devTools = context.newCDPSession(page);
        devTools.send("WebAuthn.enable");
        JsonObject key = new JsonObject();
        key.addProperty("protocol", "ctap2");
        key.addProperty("transport", "usb");
        key.addProperty("hasUserVerification", true);
        key.addProperty("isUserVerified", true);
        key.addProperty("automaticPresenceSimulation", true);
        JsonObject options = new JsonObject();
        options.add("options", key);
        devTools.send("WebAuthn.addVirtualAuthenticator", options);

        page.navigate(BrowserSession.loginAddress(realm.name(), "web") + "&kc_action=webauthn-register");
        Chromium.signIn(page, user);
        page.onDialog(Dialog::accept);
        pressOnceItWorks("#registerWebAuthn");
        assertSignedIn();
        assertThat(realm.credentials(user).findValuesAsText("type")).contains("webauthn");
        return user;
    }

    private void signIn(TestUser user) {
        context.clearCookies(new BrowserContext.ClearCookiesOptions().setName(SESSION));
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
    }

    // Keycloak's button does nothing until its script has come, and shows before that.
    private void pressOnceItWorks(String button) {
        page.waitForSelector(button);
        page.waitForLoadState(LoadState.LOAD);
        page.click(button);
    }

    private void tickAndContinue() {
        page.check("#trustDevice");
        page.click("#two-factor-continue");
        assertSignedIn();
    }

    private void assertSignedIn() {
        page.waitForURL(BrowserSession.APPLICATION + "**");
        assertThat(page.url()).contains("code=");
    }
}
