package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A browser is trusted by its user, at a real Keycloak. */
class TrustedDeviceIT {

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void whoTicksTheBoxIsNotAskedAgainInThisBrowserAndOnlyThere(Method method) {
        TestUser user = method.newUser(realm);
        SignIn browser = realm.signIn();
        Page code = browser.password(user);
        assertThat(code.text()).contains("Trust this device for 30 days");
        assertThat(code.html().selectFirst("input[name=trustDevice]").hasAttr("checked"))
                .isFalse();
        assertThat(TrustKit.tick(browser, TrustKit.newestCode(user)).isSignedIn())
                .isTrue();
        int messages = method.inbox(user).count();

        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        assertThat(method.inbox(user).count()).isEqualTo(messages);

        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
        browser.browser().cookies().clear();
        assertThat(browser.password(user).isCodePage()).isTrue();
    }

    @Test
    void anAppsCodeEarnsTheSameTrust() {
        String secret = "TRUSTTRUSTTRUSTTRUST";
        TestUser user = realm.newUser("", Credentials.app(secret));
        SignIn browser = realm.signIn();
        assertThat(browser.password(user).text()).contains("Trust this device for 30 days");
        String code = Credentials.appCode(secret);
        assertThat(TrustKit.tick(browser, code).isSignedIn()).isTrue();

        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @Test
    void trustEndsOnItsDayHoweverOftenItIsUsed() {
        TestUser user = realm.newUser();
        SignIn browser = TrustKit.trusting(realm, user);
        try {
            TestKeycloak.shared().setClockAhead(Duration.ofDays(29));
            assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
            int left = Integer.parseInt(
                    TrustKit.cookie(browser).attribute("Max-Age").orElseThrow());
            assertThat(left).isBetween(80_000, 86_400);

            TestKeycloak.shared().setClockAhead(Duration.ofDays(30).plusMinutes(1));
            assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
        } finally {
            TestKeycloak.shared().setClockAhead(Duration.ZERO);
        }
    }

    @Test
    void trustThatIsNotUsedForTheIdleDaysEndsAndEachUseBeginsThemAnew() {
        TestRealm strict = TrustKit.realm();
        strict.policy("trust-idle-days", "3");
        TestUser user = strict.newUser();
        SignIn browser = TrustKit.trusting(strict, user);
        try {
            for (int day : new int[] {2, 4}) {
                TestKeycloak.shared().setClockAhead(Duration.ofDays(day));
                assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
            }
            TestKeycloak.shared().setClockAhead(Duration.ofDays(7).plusMinutes(1));
            assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
        } finally {
            TestKeycloak.shared().setClockAhead(Duration.ZERO);
        }
    }

    @Test
    void withoutATickOrARightCodeThereIsNoCookie() {
        TestUser user = realm.newUser();
        SignIn browser = realm.signIn();
        browser.password(user);
        TrustKit.tick(browser, new CodeInbox(user.phone()).wrongCode(1));
        assertThat(TrustKit.cookies(browser)).isEmpty();
        browser.browser().page().submit(Map.of("code", "12", "trustDevice", "on"));
        assertThat(TrustKit.cookies(browser)).isEmpty();

        assertThat(browser.code(TrustKit.newestCode(user)).isSignedIn()).isTrue();

        assertThat(TrustKit.cookies(browser)).isEmpty();
        assertThat(TrustKit.devices(user)).isZero();
        assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
    }

    @Test
    void aBoxThatNobodyWasShownIsNotTicked() {
        TestRealm without = TestRealm.create();
        TestUser user = without.newUser();
        SignIn browser = without.signIn();
        assertThat(browser.password(user).html().select("input[name=trustDevice]"))
                .isEmpty();
        Map<String, String> posted = Map.of("code", TrustKit.newestCode(user), "trustDevice", "on");
        Page page = browser.page();

        assertThat(page.submit(page.form("code"), posted).isSignedIn()).isTrue();

        assertThat(TrustKit.cookies(browser)).isEmpty();
        assertThat(TrustKit.devices(user)).isZero();
    }

    @Test
    void theCookieTellsNothingAndIsRenewedWithEveryUse() {
        TestUser user = realm.newUser();
        SignIn browser = TrustKit.trusting(realm, user);
        CookieJar.Cookie first = TrustKit.cookie(browser);

        assertThat(first.value()).matches("[0-9A-Za-z_-]{68}");
        assertThat(first.name()).doesNotContain(user.id(), user.name());
        assertThat(first.path()).isEqualTo("/realms/" + realm.name() + "/");
        assertThat(first.attribute("HttpOnly")).isPresent();
        assertThat(first.attribute("SameSite")).contains("Lax");
        assertThat(first.attribute("Secure")).isEmpty();
        assertThat(Rows.everythingOf(user)).doesNotContain(first.value());

        TrustKit.password(browser, user);
        assertThat(TrustKit.cookie(browser).value()).isNotEqualTo(first.value());
        assertThat(TrustKit.cookie(browser).name()).isEqualTo(first.name());
    }

    @Test
    void twoUsersAndTwoRealmsOnOneBrowserKeepEachTheirOwn() {
        TestRealm other = TrustKit.realm();
        TestUser anna = realm.newUser();
        TestUser ben = realm.newUser();
        TestUser carol = other.newUser();
        SignIn browser = TrustKit.trusting(realm, anna);
        SignIn elsewhere = new SignIn(browser.browser(), other.name());
        assertThat(TrustKit.password(browser, ben).isCodePage()).isTrue();
        TrustKit.trust(browser, ben);
        TrustKit.trust(elsewhere, carol);
        assertThat(TrustKit.cookies(browser)).hasSize(3);

        assertThat(TrustKit.password(browser, anna).isSignedIn()).isTrue();
        assertThat(TrustKit.password(elsewhere, carol).isSignedIn()).isTrue();
        assertThat(TrustKit.password(browser, ben).isSignedIn()).isTrue();
        realm.delete(ben);
        assertThat(TrustKit.password(browser, anna).isSignedIn()).isTrue();
    }

    @Test
    void aCookieThatIsNotThisUsersOwnOnlyLeadsToTheCode() {
        TestRealm other = TrustKit.realm();
        TestUser anna = realm.newUser();
        TestUser ben = realm.newUser();
        CookieJar.Cookie annas = TrustKit.cookie(TrustKit.trusting(realm, anna));
        SignIn bens = TrustKit.trusting(realm, ben);
        CookieJar.Cookie own = TrustKit.cookie(bens);
        TestUser carol = other.newUser();
        CookieJar.Cookie carols = TrustKit.cookie(TrustKit.trusting(other, carol));
        char flipped = own.value().charAt(20) == 'A' ? 'B' : 'A';

        for (String value : List.of(
                annas.value(),
                carols.value(),
                own.value().substring(0, 20) + flipped + own.value().substring(21),
                own.value().substring(0, 40),
                "",
                "x",
                "A".repeat(8192))) {
            Page page = TrustKit.thief(realm, TrustKit.with(own, value)).password(ben);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.isCodePage()).isTrue();
        }
        SignIn thief = TrustKit.thief(realm, annas);
        assertThat(thief.password(ben).isCodePage()).isTrue();

        assertThat(TrustKit.password(bens, ben).isSignedIn()).isTrue();
    }

    @Test
    void twoTabsThatSignInAtTheSameMomentBothSucceedAndTrustSurvives() {
        TestUser user = realm.newUser();
        SignIn browser = TrustKit.trusting(realm, user);
        TrustKit.forgetSession(browser);
        String before = TrustKit.cookie(browser).value();
        SignIn second = TrustKit.thief(realm, TrustKit.cookie(browser));
        browser.open();
        second.open();

        List<Page> pages =
                Parallel.run(2, i -> (i == 0 ? browser : second).page().submit(credentials(user)));

        assertThat(pages).allMatch(Page::isSignedIn);
        assertThat(TrustKit.ends(realm, user)).isEmpty();
        assertThat(List.of(browser, second))
                .filteredOn(tab -> !TrustKit.cookie(tab).value().equals(before))
                .hasSize(1)
                .first()
                .satisfies(tab -> assertTrustedLater(tab, user));
    }

    // When the grace of the value before is over: in one browser both tabs hold the newer one.
    private static void assertTrustedLater(SignIn tab, TestUser user) {
        try {
            TestKeycloak.shared().setClockAhead(Duration.ofSeconds(61));
            assertThat(TrustKit.password(tab, user).isSignedIn()).isTrue();
        } finally {
            TestKeycloak.shared().setClockAhead(Duration.ZERO);
        }
    }

    @Test
    void ofFiftyLoginsWithOneCookieAtMostOneRenewsItAndNoneFails() {
        TestUser user = realm.newUser();
        CookieJar.Cookie cookie = TrustKit.cookie(TrustKit.trusting(realm, user));
        List<SignIn> browsers = IntStream.range(0, 50)
                .mapToObj(i -> TrustKit.thief(realm, cookie))
                .toList();
        browsers.forEach(SignIn::open);

        List<Page> pages = Parallel.run(50, i -> browsers.get(i).page().submit(credentials(user)));

        assertThat(pages).allMatch(page -> page.status() != 500);
        assertThat(pages).allMatch(Page::isSignedIn);
        assertThat(browsers)
                .filteredOn(browser -> !TrustKit.cookie(browser).value().equals(cookie.value()))
                .hasSize(1);
        assertThat(TrustKit.ends(realm, user)).isEmpty();
        assertThat(TestKeycloak.shared().logged("OptimisticLock", user.id())).isEmpty();
    }

    private static Map<String, String> credentials(TestUser user) {
        return Map.of("username", user.name(), "password", user.password());
    }
}
