package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The console page for those who see otherwise, use no mouse, or have a small screen. */
class ConsoleLooksIT {

    private static TestRealm realm;
    private static TestUser admin;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.createWithSetUp();
        admin = AdminAs.newAdmin(realm, "realm-admin");
        realm.newUser();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void axeFindsNothingOnAnyTab(ColorScheme scheme) {
        try (BrowserContext context = Chromium.newContext(new Browser.NewContextOptions().setColorScheme(scheme))) {
            Page page = ConsoleKit.signedIn(context, realm, admin);
            for (String tab : ConsoleKit.TABS) {
                drawn(page, tab);
                Chromium.assertNoAxeViolations(page);
                if (scheme == ColorScheme.DARK && tab.equals("Overview")) {
                    Chromium.picture(page, "console-dark");
                }
            }
        }
    }

    /** 1280 pixels wide and 400 % are 320 pixels. */
    @ParameterizedTest
    @CsvSource({"320, 640, 1", "320, 256, 4"})
    void nothingIsWiderThanASmallScreen(int width, int height, int scale) {
        Browser.NewContextOptions small =
                new Browser.NewContextOptions().setViewportSize(width, height).setDeviceScaleFactor(scale);
        try (BrowserContext context = Chromium.newContext(small)) {
            Page page = ConsoleKit.signedIn(context, realm, admin);
            for (String tab : ConsoleKit.TABS) {
                drawn(page, tab);
                Object tooWide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
                Assertions.assertThat(((Number) tooWide).intValue()).as(tab).isLessThanOrEqualTo(0);
            }
            ConsoleKit.open(page, "Services");
            ConsoleKit.press(page, "Add a service");
            assertThat(page.locator("#service-account-sid")).isVisible();
            Object tooWide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
            Assertions.assertThat(((Number) tooWide).intValue()).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void keysAloneLeadThroughTheTabs() {
        try (BrowserContext context = Chromium.newContext()) {
            Page page = ConsoleKit.signedIn(context, realm, admin);
            ConsoleKit.title(page, "Overview");
            press(page, "Skip to the content", "Tab");
            page.keyboard().press("Enter");
            assertThat(page.locator("#main")).isFocused();
            page.keyboard().press("Control+Home");
            page.locator(".tf-skip").focus();
            press(page, "Sign out", "Tab");
            for (String tab : ConsoleKit.TABS) {
                press(page, tab, "Tab");
            }
            for (int back = 0; back < 3; back++) {
                page.keyboard().press("Shift+Tab");
            }
            page.keyboard().press("Enter");
            ConsoleKit.title(page, "Services");
            assertThat(page.locator("h1")).isFocused();
            assertThat(page.getByText("Add a service")).isVisible();
            press(page, "Add a service", "Tab");
            page.keyboard().press("Enter");
            assertThat(page.locator("h2").first()).hasText("Add a service");
            assertThat(page.locator("h2").first()).isFocused();
        }
    }

    @Test
    void theTabKeyReachesEveryControlAndShowsWhereItIs() {
        try (BrowserContext context = Chromium.newContext()) {
            Page page = ConsoleKit.signedIn(context, realm, admin);
            // Messages has a test of its own that goes by keys.
            for (String tab : List.of("Overview", "Services", "Policy", "People")) {
                drawn(page, tab);
                if (tab.equals("People")) {
                    page.waitForSelector(".tf-space [data-loaded]");
                }
                int controls = ((Number)
                                page.evaluate(
                                        """
                        () => {
                          window.controls = [...document.querySelectorAll(
                            'main :is(a[href], button, input, select, textarea, summary, [tabindex])')].filter(
                            (each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility());
                          document.querySelector('h1').focus();
                          return window.controls.length;
                        }"""))
                        .intValue();
                Assertions.assertThat(controls).as(tab).isPositive();
                // A date has several places to stop at.
                for (int i = 0; i < controls * 4 && !(boolean) page.evaluate("() => !window.controls.length"); i++) {
                    page.keyboard().press("Tab");
                    // Its further stops are the browser's own, which marks them itself.
                    Object unmarked = page.evaluate(
                            """
                            () => {
                              const now = document.activeElement;
                              const isNew = window.controls.includes(now);
                              window.controls = window.controls.filter((each) => each !== now);
                              return isNew && getComputedStyle(now).outlineStyle === 'none' ? now.outerHTML : '';
                            }""");
                    Assertions.assertThat(unmarked).as(tab).isEqualTo("");
                }
                Assertions.assertThat(
                                page.evaluate(
                                        "() => window.controls.filter((each) => each.isConnected).map((each) => each.outerHTML).join()"))
                        .as(tab)
                        .isEqualTo("");
            }
        }
    }

    private static void press(Page page, String wanted, String key) {
        page.keyboard().press(key);
        assertThat(page.locator(":focus")).hasText(wanted);
    }

    private static void drawn(Page page, String tab) {
        ConsoleKit.open(page, tab);
        assertThat(page.getByRole(AriaRole.MAIN).locator(".tf-waiting")).hasCount(0);
    }
}
