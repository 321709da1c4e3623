package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.twofactor.LanguageFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the Account Console that the account theme {@code two-factor} brings, in a real browser. */
class AccountThemeIT {

    private static TestRealm realm;

    private final BrowserContext context = Chromium.newContext();
    private final Page page = context.newPage();
    private final String phone = PhoneNumbers.next();
    private final String address = MailAddresses.next();
    private final TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.offering(TestRealm.create(file -> file.put("accountTheme", "two-factor")
                .withArray("supportedLocales")
                .add("pt-BR")
                .add("ar")));
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void aPersonFindsThePageSeesTheMethodsAndChoosesTheDefault() {
        open();
        page.setViewportSize(1280, 900);
        page.navigate(realm.url() + "/account/account-security/signing-in");
        page.locator("nav").getByText("Two-factor authentication").click();
        PlaywrightAssertions.assertThat(page.locator(".two-factor-row")).hasCount(2);
        PlaywrightAssertions.assertThat(page.locator(".two-factor-row").first()).containsText("Default");
        assertThat(page.content()).doesNotContain(phone.substring(2, 10), address);
        Chromium.picture(page, "account-two-factor");
        assertForEverybody();

        page.click("button:has-text('Make default')");
        said("This method will be used first from now on.");
        PlaywrightAssertions.assertThat(page.locator(".two-factor-row").first()).containsText("by email");
        assertThat(realm.signIn().password(user).text()).contains("by email");
    }

    @Test
    void switchedOffThePasswordIsEnoughAndSwitchedOnAgainTheCodeIsAsked() {
        open();
        page.click("#two-factor-off");
        said("Two-factor authentication is off.");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();

        page.click("#two-factor-on");
        said("Two-factor authentication is on again.");
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @Test
    void trustIsTakenFromOneBrowserAndFromAll() {
        for (int i = 0; i < 3; i++) {
            TrustKit.trusting(realm, user);
        }
        open();
        PlaywrightAssertions.assertThat(page.locator("[id^=two-factor-device-]"))
                .hasCount(3);
        assertForEverybody();
        page.click("button:has-text('Do not trust any longer') >> nth=0");
        said("This browser is trusted no longer.");
        assertThat(TrustKit.devices(user)).isEqualTo(2);
        page.click("#two-factor-forget-all");
        said("No browser is trusted any longer.");

        assertThat(TrustKit.devices(user)).isZero();
        PlaywrightAssertions.assertThat(page.locator("#two-factor-devices")).hasCount(0);
    }

    @Test
    void addingAndRemovingLeadThroughKeycloaksActionsAndBack() {
        open();
        page.click("#two-factor-add");
        page.click("#two-factor-cancel-aia");
        PlaywrightAssertions.assertThat(page.locator(".two-factor-row")).hasCount(2);
        page.click("button:has-text('Remove') >> nth=1");
        page.click("#kc-accept");

        PlaywrightAssertions.assertThat(page.locator(".two-factor-row")).hasCount(1);
        assertThat(realm.credentials(user).toString())
                .contains("two-factor-sms")
                .doesNotContain("two-factor-email");
    }

    @Test
    void whoeverShowedTheFactorTooLongAgoIsLedToTheSettings() {
        page.route("**/two-factor/switch", route -> {
            if (route.request().method().equals("PUT")) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"fresh_factor_needed\",\"title\":\"Please sign in again\"}"));
            } else {
                route.resume();
            }
        });
        open();
        page.click("#two-factor-off");

        page.waitForSelector("#two-factor-settings-form");
    }

    @Test
    void whereTheConsoleGivesNoTokenALinkLeadsToTheSettings() {
        page.route("**/two-factor.js", route -> {
            String module = route.fetch().text().replace("__reactFiber$", "__nothing$");
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBody(module));
        });
        signIn();
        page.click("#two-factor-elsewhere");

        page.waitForSelector("text=Two-factor settings");
        assertThat(page.url()).contains("/account-security/signing-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "pt-BR", "ar"})
    void thePageSpeaksTheLanguageOfItsReader(String language) {
        try (BrowserContext reader = ScreenLanguage.browser(language)) {
            Page seen = reader.newPage();
            seen.navigate(realm.url() + "/account/two-factor/:componentId");
            Chromium.signIn(seen, user);
            seen.fill("#code", new CodeInbox(phone).code(1));
            seen.click("#two-factor-verify");
            PlaywrightAssertions.assertThat(seen.locator("#two-factor-page h1"))
                    .hasText(LanguageFiles.texts(language.replace('-', '_')).get("twoFactorSettingsTitle"));
        }
    }

    private void open() {
        signIn();
        page.waitForSelector(".two-factor-row");
    }

    private void signIn() {
        page.navigate(realm.url() + "/account/two-factor/:componentId");
        Chromium.signIn(page, user);
        page.waitForSelector("#code");
        CodeInbox inbox = new CodeInbox(phone);
        inbox.awaitSettled(user);
        page.fill("#code", inbox.code(inbox.codes()));
        page.click("#two-factor-verify");
    }

    private void said(String text) {
        PlaywrightAssertions.assertThat(page.locator("#two-factor-said")).containsText(text);
    }

    // Our page, not the frame around it: on narrow screens the console's own menu has a button without a name.
    private void assertForEverybody() {
        assertNoViolations();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.setViewportSize(320, 640);
        assertNoViolations();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1024, 768);
    }

    private void assertNoViolations() {
        assertThat(Chromium.axe(page).include("#two-factor-page").analyze().getViolations())
                .as("axe")
                .extracting(rule -> rule.getId() + " " + rule.getNodes())
                .isEmpty();
    }
}
