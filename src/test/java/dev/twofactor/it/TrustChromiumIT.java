package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trust in real browsers: what they keep, what they send, and what they do not send. */
class TrustChromiumIT {

    private static final String OTHER_SITE = "http://other.test/";
    private static final Pattern SESSION = Pattern.compile("(KEYCLOAK_|AUTH_SESSION|KC_).*");
    private static TestRealm realm;

    private final TestUser user = realm.newUser();
    private final BrowserContext context = Chromium.newContext();

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
        SamlApplication.addTo(realm);
    }

    @AfterEach
    void close() {
        context.close();
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void theBoxSparesTheCodeInThisBrowserUntilCookiesAreClearedOrTheDaysAreOver() {
        Page page = context.newPage();
        open(page);
        PlaywrightAssertions.assertThat(page.locator("#trustDevice")).not().isChecked();
        PlaywrightAssertions.assertThat(page.getByLabel("Trust this device for 30 days"))
                .isVisible();
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "sign-in-trust");
        tickAndVerify(page);

        assertSignedInByPassword(page);
        try (BrowserContext other = Chromium.newContext()) {
            assertAskedForTheCode(other.newPage());
        }
        TestKeycloak.shared().setClockAhead(Duration.ofDays(31));
        assertAskedForTheCode(page);
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
        context.clearCookies();
        assertAskedForTheCode(page);
    }

    @Test
    void theCookieIsHiddenFromScriptsAndStaysInItsRealm() {
        trust();
        Cookie cookie = cookie();

        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.secure).isFalse();
        assertThat(cookie.sameSite).hasToString("LAX");
        assertThat(cookie.path).isEqualTo("/realms/" + realm.name() + "/");
        assertThat(cookie.expires)
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)).getEpochSecond() * 1.0,
                        Instant.now().plus(Duration.ofDays(31)).getEpochSecond() * 1.0);
        assertThat(context.pages().get(0).evaluate("document.cookie").toString())
                .doesNotContain("TWO_FACTOR");
    }

    @Test
    void peopleWhoShareABrowserKeepEachTheirOwnTrust() {
        TestUser other = realm.newUser();
        trust();
        Page page = context.newPage();
        endSession();
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, other);
        PlaywrightAssertions.assertThat(page.locator("#code")).isVisible();

        assertSignedInByPassword(page);
    }

    @Test
    void twoTabsAtTheSameMomentBothSignInAndTrustSurvives() {
        trust();
        endSession();
        Page one = context.newPage();
        Page two = context.newPage();
        Set<Page> answered = new HashSet<>();
        for (Page tab : List.of(one, two)) {
            tab.navigate(BrowserSession.loginAddress(realm.name(), "web"));
            tab.fill("#username", user.name());
            tab.fill("#password", user.password());
            tab.onFrameNavigated(frame -> {
                if (frame.parentFrame() == null) {
                    answered.add(tab);
                }
            });
        }
        for (Page tab : List.of(one, two)) {
            tab.evaluate("setTimeout(() => document.getElementById('kc-login').click(), 50)");
        }
        for (Page tab : List.of(one, two)) {
            tab.waitForCondition(() -> answered.contains(tab));
            tab.waitForLoadState();
        }
        for (Page tab : List.of(one, two)) {
            assertThat(tab.isVisible("#code")).isFalse();
            // Of two posts in one browser Keycloak may answer one by "you are signed in already": a click further it
            // is, as soon as the other one is through.
            if (!tab.url().startsWith(BrowserSession.APPLICATION)) {
                Waiting.until(() -> redirect().startsWith(BrowserSession.APPLICATION));
                assertThat(redirect()).contains("code=");
            }
        }

        assertSignedInByPassword(context.newPage());
        assertThat(TrustKit.ends(realm, user)).isEmpty();
    }

    // Where the browser is sent that asks for a sign-in; empty where a page comes instead. Playwright answers for the
    // application only where the browser goes there by itself, not behind a redirect.
    private String redirect() {
        String location = context.request()
                .get(
                        BrowserSession.loginAddress(realm.name(), "web"),
                        RequestOptions.create().setMaxRedirects(0))
                .headers()
                .get("location");
        return location == null ? "" : location;
    }

    @Test
    void aFirstFactorThatAnotherSitePostsIsAskedForTheCode() {
        trust();
        endSession();
        Page page = context.newPage();
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        String action = page.getAttribute("#kc-form-login", "action");

        from(
                page,
                "<form method='post' action='" + action.replace("&", "&amp;") + "'><input name='username' value='"
                        + user.name() + "'><input name='password' value='" + user.password() + "'></form>");

        PlaywrightAssertions.assertThat(page.locator("#code")).isVisible();
        assertSignedInByPassword(page);
    }

    @Test
    void applicationsThatPostTheirRequestOrWantTheAnswerPostedAreTrustedAsWell() {
        trust();
        endSession();
        Page page = context.newPage();
        from(
                page,
                "<form method='post' action='" + TestKeycloak.shared().url() + "/realms/" + realm.name()
                        + "/protocol/saml'><input name='SAMLRequest' value='" + SamlApplication.request("")
                        + "'></form>");
        Chromium.signIn(page, user);
        page.waitForURL(BrowserSession.APPLICATION + "**");
        assertThat(page.textContent("h1")).isEqualTo("Signed in");

        endSession();
        page.navigate(BrowserSession.loginAddress(realm.name(), "web") + "&response_mode=form_post");
        Chromium.signIn(page, user);
        page.waitForURL(BrowserSession.APPLICATION + "**");
        assertThat(page.url()).doesNotContain("code=");
    }

    private void trust() {
        Page page = context.newPage();
        open(page);
        tickAndVerify(page);
    }

    private void open(Page page) {
        endSession();
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
        page.waitForSelector("#code");
    }

    private void tickAndVerify(Page page) {
        page.fill("#code", TrustKit.newestCode(user));
        page.check("#trustDevice");
        page.click("#two-factor-verify");
        page.waitForURL(BrowserSession.APPLICATION + "**");
    }

    private void assertSignedInByPassword(Page page) {
        endSession();
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
        try {
            page.waitForURL(BrowserSession.APPLICATION + "**");
        } catch (TimeoutError e) {
            throw new AssertionError("Still at " + page.url() + ": " + page.textContent("body"), e);
        }
        assertThat(page.url()).contains("code=");
    }

    private void assertAskedForTheCode(Page page) {
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName(SESSION));
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
        PlaywrightAssertions.assertThat(page.locator("#code")).isVisible();
    }

    private void endSession() {
        context.clearCookies(new BrowserContext.ClearCookiesOptions().setName(SESSION));
    }

    private Cookie cookie() {
        List<Cookie> all = context.cookies().stream()
                .filter(cookie -> cookie.name.startsWith("TWO_FACTOR_TRUST_"))
                .toList();
        assertThat(all).hasSize(1);
        Secrets.remember(all.get(0).value);
        return all.get(0);
    }

    /** Another site's page sends its form at once. */
    private void from(Page page, String form) {
        context.route(
                OTHER_SITE + "**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!DOCTYPE html><title>Other</title>" + form
                                + "<script>addEventListener('load', () => document.forms[0].submit())</script>")));
        page.navigate(OTHER_SITE);
        page.waitForURL(Pattern.compile(Pattern.quote(TestKeycloak.shared().url()) + ".*"));
    }
}
