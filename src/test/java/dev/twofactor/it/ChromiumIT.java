package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The browser of the kit, on a realm that needs nothing of the product. */
@Order(2)
class ChromiumIT {

    @Test
    void aPersonSignsInWithARealBrowser() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        TestUser user = realm.newUserWithoutPhone();
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "kit-login");
            Chromium.signIn(page, user);

            page.waitForURL(BrowserSession.APPLICATION + "**");
            assertThat(page.url()).contains("code=");
        }
    }

    @Test
    void aBrowserMaySpeakGerman() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        try (BrowserContext context = Chromium.newContext(new Browser.NewContextOptions().setLocale("de-DE"))) {
            Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(realm.name(), "web"));

            assertThat(page.textContent("#kc-page-title")).contains("anmelden");
        }
    }
}
