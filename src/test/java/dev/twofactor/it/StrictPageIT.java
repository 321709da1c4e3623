package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our pages under a policy that allows scripts from files only, and in browsers that run none. */
class StrictPageIT {

    private static final String POLICY =
            "script-src 'self'; style-src 'self'; frame-src 'self'; frame-ancestors 'self'; object-src 'none';";

    @ParameterizedTest
    @ValueSource(strings = {"keycloak.v2", "keycloak"})
    void withScriptsFromFilesOnlyEverythingOfOursRuns(String theme) {
        TestRealm realm = strict(theme);
        TestUser user = userWithTwoMethods(realm);
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            page.addInitScript("window.stopped = [];"
                    + "addEventListener('securitypolicyviolation', e => window.stopped.push(e.blockedURI))");
            page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
            Chromium.signIn(page, user);
            page.waitForSelector("#code");
            assertThat(page.evaluate("window.stopped").toString()).contains("inline");
            PlaywrightAssertions.assertThat(page.locator("#two-factor-resend")).isDisabled();
            page.click("#try-another-way");
            page.click("#two-factor-ways button:has-text('Email')");
            page.waitForSelector("text=by email to");
            assertThat(page.evaluate("window.stopped").toString()).doesNotContain("two-factor");
            page.locator("#code").pressSequentially(new CodeInbox(user.address()).code(1));
            page.waitForURL(BrowserSession.APPLICATION + "**");
        }
    }

    @Test
    void withScriptsFromFilesOnlyTheSearchForACountryRuns() {
        TestRealm realm = strict("keycloak.v2");
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            Screens.PHONE.open(realm, page);

            PlaywrightAssertions.assertThat(page.locator("#countrySearch")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak.v2", "keycloak"})
    void withoutScriptAPersonTakesAnotherWayAndSignsIn(String theme) {
        TestRealm realm = TestRealm.create(file -> file.put("loginTheme", theme));
        TestUser user = userWithTwoMethods(realm);
        try (BrowserContext context =
                Chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
            Chromium.signIn(page, user);
            PlaywrightAssertions.assertThat(page.locator("#two-factor-sends-itself"))
                    .isHidden();
            page.click("noscript button:has-text('Email')");
            page.waitForSelector("text=by email to");
            page.fill("#code", new CodeInbox(user.address()).code(1));
            page.click("#two-factor-verify");
            page.waitForURL(BrowserSession.APPLICATION + "**");
        }
    }

    private static TestRealm strict(String theme) {
        return TestRealm.create(file -> file.put("loginTheme", theme)
                .putObject("browserSecurityHeaders")
                .put("contentSecurityPolicy", POLICY));
    }

    private static TestUser userWithTwoMethods(TestRealm realm) {
        String phone = PhoneNumbers.next();
        String address = MailAddresses.next();
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));
        assertThat(user.address()).isEqualTo(address);
        return user;
    }
}
