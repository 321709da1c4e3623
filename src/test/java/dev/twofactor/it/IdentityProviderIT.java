package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People whose password another identity provider knows are users like all others. */
class IdentityProviderIT {

    private static final String FLOW = "after an identity provider";
    private static final String SECRET = Secrets.token();

    private static TestRealm company;

    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);
    private final TestUser employee = company.newUserWithoutPhone();

    @BeforeAll
    static void makeProvider() {
        company = TestRealm.withoutTwoFactor();
        ObjectNode client = JsonNodeFactory.instance.objectNode().put("clientId", "shop");
        client.put("secret", SECRET).put("publicClient", false).put("standardFlowEnabled", true);
        client.putArray("redirectUris").add(TestKeycloak.shared().url() + "/realms/*");
        TestKeycloak.shared().admin().send("POST", "/" + company.name() + "/clients", client);
    }

    @Test
    void whoComesThroughAProviderSetsUpAPhoneAndIsAskedForItsCodeFromThenOn() {
        TestRealm shop = shop(FLOW);
        BrowserSession browser = BrowserSession.fresh();
        assertThat(arrive(browser, shop).isSignedIn()).isTrue();

        browser.get(BrowserSession.loginAddress(shop.name(), "web") + "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("phoneNumber", phone));
        assertThat(browser.page().submit(Map.of("code", inbox.code(1))).isSignedIn())
                .isTrue();

        BrowserSession later = BrowserSession.fresh();
        assertThat(arrive(later, shop).isCodePage()).isTrue();
        assertThat(later.page().submit(Map.of("code", inbox.wrongCode(2))).isSignedIn())
                .isFalse();
        assertThat(later.reload().isCodePage()).isTrue();
        assertThat(later.page().submit(Map.of("code", inbox.code(2))).isSignedIn())
                .isTrue();
        assertThat(inbox.count()).isEqualTo(2);
        assertThat(Rows.evaluations(userOf(shop))).isEqualTo(3);
    }

    @Test
    void whoMustSetUpAFactorIsLedThroughBehindTheProvider() {
        TestRealm shop = shop(FLOW);
        assertThat(arrive(BrowserSession.fresh(), shop).isSignedIn()).isTrue();
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.putArray("requiredActions").add("two-factor-enroll-email");
        TestKeycloak.shared()
                .admin()
                .send("PUT", "/" + shop.name() + "/users/" + userOf(shop).id(), change);
        String address = MailAddresses.next();
        BrowserSession browser = BrowserSession.fresh();

        assertThat(arrive(browser, shop).html().select("#emailAddress")).hasSize(1);
        browser.page().submit(Map.of("emailAddress", address));
        assertThat(browser.page()
                        .submit(Map.of("code", new CodeInbox(address).code(1)))
                        .isSignedIn())
                .isTrue();

        assertThat(arrive(BrowserSession.fresh(), shop).isCodePage()).isTrue();
    }

    /** What the admin's guide warns of: Keycloak asks for nothing behind a provider that has no post login flow. */
    @Test
    void aProviderWithoutAPostLoginFlowIsASideDoor() {
        TestRealm shop = shop(null);
        BrowserSession browser = BrowserSession.fresh();
        arrive(browser, shop);
        browser.get(BrowserSession.loginAddress(shop.name(), "web") + "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("phoneNumber", phone));
        browser.page().submit(Map.of("code", inbox.code(1)));

        assertThat(arrive(BrowserSession.fresh(), shop).isSignedIn()).isTrue();
    }

    private Page arrive(BrowserSession browser, TestRealm shop) {
        browser.openLogin(shop.name(), "web", "&kc_idp_hint=company");
        if (!browser.page().isLoginPage() || !browser.page().url().getPath().contains(company.name())) {
            browser.page().follow("Company");
        }
        return browser.page().submit(Map.of("username", employee.name(), "password", employee.password()));
    }

    private TestUser userOf(TestRealm shop) {
        JsonNode found =
                TestKeycloak.shared().admin().get("/" + shop.name() + "/users?exact=true&username=" + employee.name());
        return new TestUser(found.path(0).path("id").asText(), employee.name(), "", phone, "");
    }

    private static TestRealm shop(String postLoginFlow) {
        return TestRealm.create(file -> {
            example().forEach(flow -> file.withArray("/authenticationFlows").add(flow));
            ObjectNode provider = file.putArray("identityProviders").addObject();
            provider.put("alias", "company").put("displayName", "Company").put("providerId", "oidc");
            provider.put("enabled", true).put("trustEmail", true).put("postBrokerLoginFlowAlias", postLoginFlow);
            String oidc = TestKeycloak.shared().url() + "/realms/" + company.name() + "/protocol/openid-connect/";
            ObjectNode config = provider.putObject("config");
            config.put("clientId", "shop").put("clientSecret", SECRET).put("clientAuthMethod", "client_secret_post");
            config.put("authorizationUrl", oidc + "auth").put("tokenUrl", oidc + "token");
            config.put("jwksUrl", oidc + "certs").put("useJwksUrl", "true").put("validateSignature", "true");
            config.put("defaultScope", "openid profile email").put("syncMode", "IMPORT");
        });
    }

    private static JsonNode example() {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("examples/after-identity-provider.json").toFile())
                    .path("authenticationFlows");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
