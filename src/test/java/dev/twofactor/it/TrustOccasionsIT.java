package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trust spares the second factor of a usual login, and of nothing more than that. */
class TrustOccasionsIT {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static TestRealm realm;

    private final TestUser user = realm.newUser();
    private final SignIn browser = TrustKit.trusting(realm, user);

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
        addMapper();
        SamlApplication.addTo(realm);
        addClient("never", client -> client.putObject("attributes").put("two-factor-trust", "never"));
        addClient("own", client -> client.putObject("attributes").put("two-factor-trust", "this-client"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&acr_values=2",
                "&claims=%7B%22id_token%22%3A%7B%22acr%22%3A%7B%22essential%22%3Atrue%2C%22values%22%3A%5B%222%22%5D%7D%7D%7D",
                "&max_age=3600",
                "&max_age=0",
                "&kc_action=UPDATE_PASSWORD",
                "&kc_action=two-factor-settings"
            })
    void whatAsksForMoreThanAUsualLoginIsNeverSatisfiedByTrust(String request) {
        assertThat(login("web", request).isCodePage()).isTrue();

        browser.code(TrustKit.newestCode(user));
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,true"})
    void whetherTrustCountsForANewSignInIsThePolicysChoice(String policy, boolean asked) {
        realm.policy("trust-asks-at-prompt-login", policy);

        assertThat(login("web", "&prompt=login").isCodePage()).isEqualTo(asked);
        assertThat(login("web", "").isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,true"})
    void theSameGoesForSamlsForceAuthn(String policy, boolean asked) {
        realm.policy("trust-asks-at-prompt-login", policy);

        assertThat(samlLogin("ForceAuthn=\"true\"").isCodePage()).isEqualTo(asked);
        assertThat(samlLogin("").isCodePage()).isFalse();
    }

    @Test
    void aStepUpWithinASessionAsksForTheCode() {
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();

        Page again = browser.browser().openLogin(realm.name(), "web", "&prompt=login&max_age=3600");

        assertThat(again.isLoginPage()).isTrue();
        assertThat(again.submit(Map.of("password", user.password())).isCodePage())
                .isTrue();
    }

    @Test
    void aRestartedLoginIsTrustedAnewAndForItsOwnUserOnly() {
        TestUser other = realm.newUser();
        TrustKit.forgetSession(browser);
        browser.open();
        Page asked = browser.page().submit(Map.of("username", other.name(), "password", other.password()));
        assertThat(asked.isCodePage()).isTrue();

        Page restarted = asked.restartLogin();
        assertThat(restarted
                        .submit(Map.of("username", user.name(), "password", user.password()))
                        .isSignedIn())
                .isTrue();
    }

    @Test
    void anApplicationMayRefuseTrust() {
        Page asked = login("never", "");

        assertThat(asked.isCodePage()).isTrue();
        assertThat(asked.html().select("input[name=trustDevice]")).isEmpty();
        assertThat(asked.submit(asked.form("code"), Map.of("code", TrustKit.newestCode(user), "trustDevice", "on"))
                        .isSignedIn())
                .isTrue();
        assertThat(TrustKit.devices(user)).isEqualTo(1);
    }

    @Test
    void anApplicationMayWantTrustOfItsOwn() {
        assertThat(login("own", "").isCodePage()).isTrue();
        assertThat(TrustKit.tick(browser, TrustKit.newestCode(user)).isSignedIn())
                .isTrue();

        assertThat(login("own", "").isSignedIn()).isTrue();
        assertThat(login("web", "").isSignedIn()).isTrue();
        assertThat(TrustKit.cookies(browser)).hasSize(2);
        SignIn elsewhere = realm.signIn();
        elsewhere.browser().openLogin(realm.name(), "own");
        elsewhere.page().submit(Map.of("username", user.name(), "password", user.password()));
        TrustKit.tick(elsewhere, TrustKit.newestCode(user));
        assertThat(TrustKit.password(elsewhere, user).isCodePage()).isTrue();
    }

    @Test
    void theApplicationIsToldThatTrustWasUsedAndHowOldItIs() {
        JsonNode trusted = idToken(TrustKit.password(browser, user));
        assertThat(trusted.path("trusted_device").path("since").asLong())
                .isCloseTo(System.currentTimeMillis() / 1000, org.assertj.core.data.Offset.offset(120L));
        assertThat(trusted.path("trusted_device").path("age").asLong(-1)).isBetween(0L, 120L);

        browser.browser().openLogin(realm.name(), "web", "&prompt=login&max_age=3600");
        browser.page().submit(Map.of("password", user.password()));
        JsonNode asked = idToken(browser.code(TrustKit.newestCode(user)));
        assertThat(asked.path("sub").asText()).isEqualTo(user.id());
        assertThat(asked.has("trusted_device")).isFalse();
    }

    @Test
    void trustIsWorthNothingAtTheTokenEndpoint() {
        addClient("tokens", client -> client.put("directAccessGrantsEnabled", true));
        Page withCookie = tokens();
        browser.browser().cookies().forget("TWO_FACTOR_TRUST_");
        Page without = tokens();

        assertThat(withCookie.status()).isEqualTo(without.status());
        assertThat(Rows.count("select count(*) from two_factor_device where user_id = ? and previous is null", user))
                .isEqualTo(1);
    }

    private Page tokens() {
        return browser.browser()
                .post(
                        TestKeycloak.shared().url() + "/realms/" + realm.name() + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "tokens",
                                "username",
                                user.name(),
                                "password",
                                user.password()));
    }

    private Page login(String client, String more) {
        TrustKit.forgetSession(browser);
        return browser.browser()
                .openLogin(realm.name(), client, more)
                .submit(Map.of("username", user.name(), "password", user.password()));
    }

    private Page samlLogin(String more) {
        TrustKit.forgetSession(browser);
        browser.browser().post(SamlApplication.address(realm), Map.of("SAMLRequest", SamlApplication.request(more)));
        assertThat(browser.page().isLoginPage()).isTrue();
        Page after = browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        assertThat(after.isCodePage() || after.body().contains("SAMLResponse")).isTrue();
        return after;
    }

    private static JsonNode idToken(Page signedIn) {
        String answer = BrowserSession.fresh()
                .post(
                        TestKeycloak.shared().url() + "/realms/" + realm.name() + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "web",
                                "redirect_uri",
                                BrowserSession.APPLICATION,
                                "code",
                                signedIn.authorizationCode().orElseThrow()))
                .body();
        try {
            String token = new ObjectMapper().readTree(answer).path("id_token").asText();
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new AssertionError("no token", e);
        }
    }

    private static void addClient(String id, Consumer<ObjectNode> settings) {
        ObjectNode client = JSON.objectNode().put("clientId", id).put("publicClient", true);
        client.putArray("redirectUris").add(BrowserSession.APPLICATION + "*");
        settings.accept(client);
        TestKeycloak.shared().admin().send("POST", "/" + realm.name() + "/clients", client);
    }

    private static void addMapper() {
        AdminApi admin = TestKeycloak.shared().admin();
        String web = admin.get("/" + realm.name() + "/clients?clientId=web")
                .path(0)
                .path("id")
                .asText();
        ObjectNode mapper = JSON.objectNode()
                .put("name", "trust")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "two-factor-trusted-device-mapper");
        mapper.putObject("config").put("claim.name", "trusted_device").put("id.token.claim", "true");
        admin.send("POST", "/" + realm.name() + "/clients/" + web + "/protocol-mappers/models", mapper);
    }
}
