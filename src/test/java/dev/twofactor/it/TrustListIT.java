package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of trusted browsers, and every way to take trust away by it. */
class TrustListIT {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
    private static final String SETTINGS = "&kc_action=two-factor-settings";
    private static TestRealm realm;

    private final TestUser user = realm.newUser();

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
    }

    @Test
    void thePageListsBrowsersMarksThisOneAndTakesTrustFromOneOrAll() {
        SignIn here = trusting(FIREFOX);
        SignIn there = trusting("curl/8");
        Page page = settings(here);

        assertThat(page.text()).contains("Trusted devices", "Firefox / Linux", "Trusted since");
        assertThat(page.html().select(".two-factor-device")).hasSize(2);
        assertThat(page.html().select(".two-factor-device .two-factor-default").text())
                .isEqualTo("This browser");
        assertThat(page.html()
                        .select(".two-factor-device:contains(This browser)")
                        .text())
                .contains("Firefox");
        String other = page.html()
                .select(".two-factor-device:not(:contains(This browser))")
                .attr("data-device");

        assertThat(page.submit(Map.of("forget", other)).notices()).contains("This browser is trusted no longer.");
        assertThat(TrustKit.password(there, user).isCodePage()).isTrue();
        assertThat(TrustKit.devices(user)).isEqualTo(1);

        page = settings(here);
        assertThat(page.press("Trust none of them").notices()).contains("No browser is trusted any longer.");
        assertThat(here.page().html().select(".two-factor-device")).isEmpty();
        assertThat(TrustKit.password(here, user).isCodePage()).isTrue();
    }

    @Test
    void whereTheProxyTellsAPlaceListsShowIt() {
        TestRealm own = TrustKit.offering(TestRealm.create());
        TestUser traveller = own.newUser();
        own.policy("trust-place-header", "X-Geo-City");
        SignIn browser = own.signIn();
        browser.browser().behindProxy("X-Geo-City", "Lyon, <b>FR</b>");

        TrustKit.trust(browser, traveller);

        assertThat(Rows.text("select place from two_factor_device where user_id = ?", traveller))
                .isEqualTo("Lyon, <b>FR</b>");
        assertThat(AdminAs.server()
                        .send("GET", own.name(), "users/" + traveller.id() + "/devices", null)
                        .json()
                        .findValuesAsText("place"))
                .containsExactly("Lyon, <b>FR</b>");
        Page page = browser.browser().openLogin(own.name(), "web", SETTINGS);
        page = page.isCodePage() ? browser.code(TrustKit.newestCode(traveller)) : page;
        assertThat(page.html().select(".two-factor-device bdi").eachText()).contains("Lyon, <b>FR</b>");
    }

    @Test
    void nobodyTakesAwayTheTrustOfAnother() {
        TestUser other = realm.newUser();
        SignIn others = TrustKit.trusting(realm, other);
        String id = Rows.text("select id from two_factor_device where user_id = ?", other);
        Page page = settings(trusting(FIREFOX));

        page.submit(page.form("forget"), Map.of("forget", id));

        assertThat(TrustKit.password(others, other).isSignedIn()).isTrue();
    }

    @Test
    void bothConsolesListABrowserAndDeletingItThereEndsTrustAtOnce() {
        SignIn browser = trusting(FIREFOX);
        JsonNode row = deviceRow();
        assertThat(row.path("userLabel").asText()).isEqualTo("Firefox / Linux");
        assertThat(row.toString()).doesNotContain(TrustKit.cookie(browser).value());
        JsonNode listed = AccountChanges.account(realm, user, browser).credentials();
        assertThat(listed.findValuesAsText("type")).contains("two-factor-trusted-device");

        send("DELETE", "/credentials/" + row.path("id").asText());
        CookieJar.Cookie copy = TrustKit.cookie(browser);

        assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
        assertThat(TrustKit.thief(realm, copy).password(user).isCodePage()).isTrue();
        assertThat(TrustKit.ends(realm, user)).doesNotContain("copied");
        assertThat(TrustKit.devices(user)).isZero();
    }

    @Test
    void theAccountConsolesDeleteEndsTrust() {
        SignIn browser = trusting(FIREFOX);
        String id = deviceRow().path("id").asText();
        browser.browser().openLogin(realm.name(), "web", "&kc_action=delete_credential:" + id);
        assertThat(browser.page().form().element().html()).isNotEmpty();
        browser.page().submit(Map.of("accept", ""));

        assertThat(TrustKit.deviceCredentials(realm, user)).isZero();
        assertThat(TrustKit.password(browser, user).isCodePage()).isTrue();
    }

    @Test
    void anApplicationListsAndEndsTheUsersOwnTrustByRest() {
        TestRealm own = TrustKit.offering(TestRealm.createWithSetUp());
        TestUser owner = own.newUser();
        SelfService api = new SelfService(own, TokenEndpoint.of(own, "app").tokenOf(owner));
        SignIn one = TrustKit.trusting(own, owner);
        SignIn two = TrustKit.trusting(own, owner);
        TrustKit.password(two, owner);
        JsonNode list = api.get("devices").json();
        assertThat(list).hasSize(2);
        assertThat(list.path(0).path("lastUsedDate").asLong())
                .isGreaterThan(list.path(0).path("createdDate").asLong());

        assertThat(api.delete("devices/" + list.path(1).path("id").asText()).status())
                .isEqualTo(204);
        assertThat(TrustKit.password(one, owner).isCodePage()).isTrue();
        assertThat(TrustKit.password(two, owner).isSignedIn()).isTrue();
        assertThat(api.delete("devices").status()).isEqualTo(204);
        assertThat(TrustKit.password(two, owner).isCodePage()).isTrue();
    }

    @Test
    void anAdminListsAndEndsTrustByRest() {
        SignIn one = trusting(FIREFOX);
        SignIn two = trusting("curl/8");
        TrustKit.password(two, user);
        String path = "users/" + user.id() + "/devices";
        JsonNode list = admin("GET", path).good();
        assertThat(list).hasSize(2);
        JsonNode last = list.path(1);
        assertThat(last.path("browser").asText()).isEqualTo("Firefox");
        assertThat(last.path("system").asText()).isEqualTo("Linux");
        assertThat(list.path(0).path("lastUsedAt").asLong())
                .isGreaterThan(list.path(0).path("since").asLong());
        assertThat(last.path("endsAt").asLong() - last.path("since").asLong()).isEqualTo(30L * 24 * 3600 * 1000);

        assertThat(admin("DELETE", path + "/" + last.path("id").asText()).status())
                .isEqualTo(204);
        assertThat(TrustKit.password(one, user).isCodePage()).isTrue();
        assertThat(admin("DELETE", path + "/nobody").status()).isEqualTo(404);
        assertThat(admin("DELETE", path).status()).isEqualTo(204);
        assertThat(TrustKit.password(two, user).isCodePage()).isTrue();
        assertThat(admin("GET", "users/nobody/devices").status()).isEqualTo(404);
    }

    @Test
    void anAdminWithoutTheRightForUsersSeesAndEndsNothing() {
        SignIn browser = trusting(FIREFOX);
        String path = "users/" + user.id() + "/devices";
        AdminAs viewer = AdminAs.withRoles(realm, "view-users");
        AdminAs none = AdminAs.withRoles(realm, "view-realm");

        assertThat(viewer.send("GET", realm.name(), path, null).good()).hasSize(1);
        assertThat(viewer.send("DELETE", realm.name(), path, null).status()).isEqualTo(403);
        assertThat(none.send("GET", realm.name(), path, null).status()).isEqualTo(403);
        assertThat(none.send("GET", realm.name(), "users/nobody/devices", null).status())
                .isEqualTo(403);
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
    }

    @Test
    void theEleventhBrowserTakesTheOldestsPlaceAndTrustingAgainTakesItsOwn() {
        realm.policy("trust-max-devices", "2");
        try {
            List<SignIn> browsers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                browsers.add(trusting(FIREFOX));
            }
            assertThat(TrustKit.devices(user)).isEqualTo(2);
            assertThat(TrustKit.deviceCredentials(realm, user)).isEqualTo(2);
            assertThat(TrustKit.password(browsers.get(2), user).isSignedIn()).isTrue();
            assertThat(TrustKit.password(browsers.get(1), user).isSignedIn()).isTrue();
            assertThat(TrustKit.password(browsers.get(0), user).isCodePage()).isTrue();

            SignIn again = browsers.get(1);
            TrustKit.forgetSession(again);
            again.browser().openLogin(realm.name(), "web", "&max_age=1");
            again.page().submit(Map.of("username", user.name(), "password", user.password()));
            TrustKit.tick(again, TrustKit.newestCode(user));
            assertThat(TrustKit.devices(user)).isEqualTo(2);
            assertThat(TrustKit.password(browsers.get(2), user).isSignedIn()).isTrue();

            again.browser().cookies().clear();
            TrustKit.trust(again, user);
            assertThat(TrustKit.password(again, user).isSignedIn()).isTrue();
        } finally {
            realm.policy("trust-max-devices", "10");
        }
    }

    @Test
    void whatHasEndedByTimeIsTakenAwayAndNothingElse() {
        TestKeycloak keycloak = TestKeycloak.shared();
        TestUser later = realm.newUser();
        trusting(FIREFOX);
        try {
            keycloak.setClockAhead(Duration.ofDays(2));
            SignIn young = TrustKit.trusting(realm, later);
            keycloak.runTask("two-factor-upkeep");
            assertThat(TrustKit.devices(user)).isEqualTo(1);

            keycloak.setClockAhead(Duration.ofDays(30).plusMinutes(1));
            keycloak.runTask("two-factor-upkeep");

            assertThat(TrustKit.devices(user)).isZero();
            assertThat(TrustKit.devices(later)).isEqualTo(1);
            assertThat(TrustKit.password(young, later).isSignedIn()).isTrue();
        } finally {
            keycloak.setClockAhead(Duration.ZERO);
        }
        assertThat(TrustKit.deviceCredentials(realm, user)).isZero();
        assertThat(TrustKit.deviceCredentials(realm, later)).isEqualTo(1);
    }

    @Test
    void rowsGoWithTheirUser() {
        trusting(FIREFOX);
        realm.delete(user);

        assertThat(TrustKit.devices(user)).isZero();
    }

    private SignIn trusting(String agent) {
        SignIn browser = realm.signIn();
        browser.browser().calledItself(agent);
        TrustKit.trust(browser, user);
        return browser;
    }

    private Page settings(SignIn browser) {
        Page page = browser.browser().openLogin(realm.name(), "web", SETTINGS);
        if (page.isLoginPage()) {
            page = page.submit(Map.of("password", user.password()));
        }
        return page.isCodePage() ? browser.code(TrustKit.newestCode(user)) : page;
    }

    private JsonNode deviceRow() {
        for (JsonNode row : realm.credentials(user)) {
            if (row.path("type").asText().equals("two-factor-trusted-device")) {
                return row;
            }
        }
        throw new AssertionError("no trusted browser among the credentials");
    }

    private void send(String method, String path) {
        TestKeycloak.shared().admin().send(method, "/" + realm.name() + "/users/" + user.id() + path, null);
    }

    private static AdminAs.Answer admin(String method, String path) {
        return AdminAs.server().send(method, realm.name(), path, null);
    }
}
