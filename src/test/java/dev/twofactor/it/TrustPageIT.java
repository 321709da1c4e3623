package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The small page with the box, for second factors that are proved on a page of Keycloak's own; and enrolling, which has no box. */
class TrustPageIT {

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
    }

    @Test
    void afterARecoveryCodeAPageOfItsOwnOffersTrust() {
        TestUser user = realm.newUser("", Credentials.recoveryCodes("ABCDEFGHIJKL", "MNOPQRSTUVWX"));
        SignIn browser = realm.signIn();
        Page offered = browser.password(user).submit(Map.of("recoveryCodeInput", "ABCDEFGHIJKL"));

        assertThat(offered.title()).isEqualTo("Trust this device?");
        assertThat(offered.text()).contains("Trust this device for 30 days");
        assertThat(offered.html().selectFirst("input[name=trustDevice]").hasAttr("checked"))
                .isFalse();
        assertThat(browser.browser().reload().title()).isEqualTo("Trust this device?");
        assertThat(browser.page()
                        .submit(Map.of("trustDevice", "on", "continue", "true"))
                        .isSignedIn())
                .isTrue();

        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        assertThat(realm.signIn().password(user).text()).contains("recovery");
    }

    @Test
    void whoDoesNotTickThereIsAskedNextTime() {
        TestUser user = realm.newUser("", Credentials.recoveryCodes("ABCDEFGHIJKL", "MNOPQRSTUVWX"));
        SignIn browser = realm.signIn();
        browser.password(user).submit(Map.of("recoveryCodeInput", "ABCDEFGHIJKL"));

        assertThat(browser.page().press("Continue").isSignedIn()).isTrue();

        assertThat(TrustKit.cookies(browser)).isEmpty();
        assertThat(TrustKit.password(browser, user).isSignedIn()).isFalse();
    }

    @Test
    void thePageGivesNothingToAPasswordAlone() {
        TestUser user = realm.newUserWithoutPhone();
        String path = "/" + realm.name() + "/users/" + user.id();
        ObjectNode node = (ObjectNode) TestKeycloak.shared().admin().get(path);
        node.putArray("requiredActions").add("two-factor-trust");
        TestKeycloak.shared().admin().send("PUT", path, node);
        SignIn browser = realm.signIn();

        assertThat(browser.password(user).isSignedIn()).isTrue();
        browser.browser().openLogin(realm.name(), "web", "&kc_action=two-factor-trust");

        assertThat(browser.page().html().select("input[name=trustDevice]")).isEmpty();
        assertThat(TrustKit.cookies(browser)).isEmpty();
        assertThat(TrustKit.devices(user)).isZero();
    }

    @Test
    void settingAMethodUpIsNoReasonForTrustWhetherItIsEndedOrNot() {
        for (boolean ended : new boolean[] {false, true}) {
            TestUser user = realm.newUserWithoutPhone();
            String address = MailAddresses.next();
            SignIn browser = realm.signIn();
            browser.browser().openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-email");
            browser.page().submit(Map.of("username", user.name(), "password", user.password()));
            Page page = browser.page().submit(Map.of("emailAddress", address));
            assertThat(page.html().select("input[name=trustDevice]")).isEmpty();
            if (ended) {
                page.submit(page.form("code"), Map.of("code", new CodeInbox(address).code(1), "trustDevice", "on"));
            }

            assertThat(TrustKit.cookies(browser)).isEmpty();
            assertThat(TrustKit.devices(user)).isZero();
        }
    }

    @Test
    void behindHttpsTheCookieIsSecureWhateverTheServerItselfSpeaks() {
        TestRealm proxied = TrustKit.realm();
        TestUser user = proxied.newUser();
        String inside = TestKeycloak.shared().url();
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.putObject("attributes").put("frontendUrl", "https://login.shop.example");
        TestKeycloak.shared().admin().updateRealm(proxied.name(), attributes);
        SignIn browser = proxied.signIn();
        browser.open();
        for (Map<String, String> fields : java.util.List.of(
                Map.of("username", user.name(), "password", user.password()), Map.of("trustDevice", "on"))) {
            Form form = browser.page().form(fields.keySet().toArray(String[]::new));
            assertThat(form.action()).startsWith("https://login.shop.example/");
            Map<String, String> all = form.fields();
            all.putAll(fields);
            if (fields.containsKey("trustDevice")) {
                all.put("code", TrustKit.newestCode(user));
            }
            browser.browser().post(form.action().replace("https://login.shop.example", inside), all);
        }

        CookieJar.Cookie cookie = TrustKit.cookie(browser);
        assertThat(cookie.attribute("Secure")).isPresent();
        assertThat(cookie.attribute("HttpOnly")).isPresent();
        assertThat(cookie.attribute("SameSite")).contains("Lax");
        assertThat(cookie.path()).isEqualTo("/realms/" + proxied.name() + "/");
    }
}
