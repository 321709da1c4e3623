package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What the stories of trusted browsers have in common. */
final class TrustKit {

    private static final String COOKIE = "TWO_FACTOR_TRUST_";

    private TrustKit() {}

    /** A realm that offers trust. */
    static TestRealm realm() {
        return offering(TestRealm.create());
    }

    /** The same realm, which offers trust now. */
    static TestRealm offering(TestRealm realm) {
        realm.policy("trust", "true");
        // A story may take more codes than the limits allow one number.
        realm.policy("sends-per-number-10-minutes", "50");
        realm.policy("sends-per-number-day", "50");
        realm.policy("sends-per-user-hour", "30");
        return realm;
    }

    /** A browser that this user has just told to be trusted. */
    static SignIn trusting(TestRealm realm, TestUser user) {
        SignIn browser = realm.signIn();
        trust(browser, user);
        return browser;
    }

    /** The same in a browser that others use as well. */
    static void trust(SignIn browser, TestUser user) {
        assertThat(password(browser, user).isCodePage()).isTrue();
        assertThat(tick(browser, newestCode(user)).isSignedIn()).isTrue();
    }

    /** Types the code, ticks the box, presses Verify. */
    static Page tick(SignIn browser, String code) {
        return browser.page().submit(Map.of("code", code, "trustDevice", "on"));
    }

    /** Signs in anew, as after a sign-out: Keycloak's session is gone from the browser, other cookies are not. */
    static Page password(SignIn browser, TestUser user) {
        forgetSession(browser);
        return browser.password(user);
    }

    static void forgetSession(SignIn browser) {
        browser.browser().cookies().forget("KEYCLOAK_");
        browser.browser().cookies().forget("AUTH_SESSION");
        browser.browser().cookies().forget("KC_");
    }

    /** The code of the newest message, which must have been sent by the step shown last. */
    static String newestCode(TestUser user) {
        CodeInbox inbox = new CodeInbox(user.phone().isEmpty() ? user.address() : user.phone());
        inbox.awaitSettled(user);
        return inbox.code(inbox.codes());
    }

    static List<CookieJar.Cookie> cookies(SignIn browser) {
        List<CookieJar.Cookie> all = browser.browser().cookies().named(COOKIE);
        all.forEach(cookie -> Secrets.remember(cookie.value()));
        return all;
    }

    /** The browser's only trust cookie. */
    static CookieJar.Cookie cookie(SignIn browser) {
        List<CookieJar.Cookie> all = cookies(browser);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** The same cookie with another value. */
    static CookieJar.Cookie with(CookieJar.Cookie cookie, String value) {
        return new CookieJar.Cookie(cookie.host(), cookie.path(), cookie.name(), value, cookie.attributes());
    }

    /** Another browser with a copy of this cookie. */
    static SignIn thief(TestRealm realm, CookieJar.Cookie copy) {
        SignIn thief = realm.signIn();
        thief.browser().cookies().steal(copy);
        return thief;
    }

    static long devices(TestUser user) {
        return Rows.count("select count(*) from two_factor_device where user_id = ?", user);
    }

    static long deviceCredentials(TestRealm realm, TestUser user) {
        return realm.credentials(user).findValuesAsText("type").stream()
                .filter("two-factor-trusted-device"::equals)
                .count();
    }

    /** The reasons that the realm's events give for ended trust, newest first. */
    static List<String> ends(TestRealm realm, TestUser user) {
        return realm.events(user).findValuesAsText("two_factor_trust_ended");
    }
}
