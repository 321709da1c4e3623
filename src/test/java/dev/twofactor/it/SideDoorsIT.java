package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other ways in than the login page: none of them leads past a second factor that is there or required. */
class SideDoorsIT {

    private static TestRealm realm;
    private final BrowserSession browser = BrowserSession.fresh();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create(file -> file.put("registrationAllowed", true));
        TestKeycloak.shared().admin().send("POST", "/" + realm.name() + "/clients", television());
    }

    private static ObjectNode television() {
        ObjectNode client = AdminAs.json().put("clientId", "tv").put("publicClient", true);
        client.putObject("attributes").put("oauth2.device.authorization.grant.enabled", "true");
        return client;
    }

    @BeforeEach
    void required() {
        realm.policy("requirement", "required");
    }

    private Page register(String name) {
        browser.openLogin(realm.name(), "web");
        String password = Secrets.password();
        Page form = browser.page().follow("Register");
        Map<String, String> fields = new HashMap<>(
                Map.of("username", name, "email", name + "@test.example", "firstName", "New", "lastName", "User"));
        fields.put("password", password);
        fields.put("password-confirm", password);
        return form.submit(fields);
    }

    @Test
    void whoRegistersSetsASecondFactorUpBeforeBeingSignedIn() {
        Page asked = register("newcomer");

        assertThat(asked.isSignedIn()).isFalse();
        assertThat(Enrolling.isAsked(asked)).isTrue();
        assertThat(browser.tab().openLogin(realm.name(), "web").isSignedIn()).isFalse();
        assertThat(Enrolling.phone(asked, PhoneNumbers.next()).isSignedIn()).isTrue();
    }

    @Test
    void whereItIsOptionalWhoRegistersIsIn() {
        realm.policy("requirement", "");

        assertThat(register("free").isSignedIn()).isTrue();
    }

    @Test
    void aDeviceCodeIsConfirmedInALoginThatAsksForTheCodeToo() {
        TestUser user = realm.newUser();
        JsonNode device = post("auth/device", Map.of("client_id", "tv", "scope", "openid"));
        SignIn person = new SignIn(browser, realm.name());

        Page login = browser.get(device.path("verification_uri_complete").asText());
        Page asked = login.submit(Map.of("username", user.name(), "password", user.password()));
        assertThat(asked.isCodePage()).isTrue();

        Page consent = person.code(new CodeInbox(user.phone()).code(1));
        consent.submit(Map.of("accept", "Yes"));
        JsonNode token = token(device);
        assertThat(token.path("access_token").asText())
                .as(token.path("error").asText())
                .isNotEmpty();
    }

    private static JsonNode token(JsonNode device) {
        return post(
                "token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        "tv",
                        "device_code",
                        device.path("device_code").asText()));
    }

    /** What the admin's guide says of it: nothing of ours is asked there, so it has to be opened on purpose. */
    @Test
    void askingAPersonsOtherDeviceIsClosedUnlessAnAdminOpensItForAClient() {
        TestUser user = realm.newUser();

        JsonNode answer =
                post("ext/ciba/auth", Map.of("client_id", "tv", "scope", "openid", "login_hint", user.name()));

        assertThat(answer.path("error").asText()).isNotEmpty();
        assertThat(answer.has("auth_req_id")).isFalse();
    }

    // A browser that takes HTML is shown the page for the code instead.
    private static JsonNode post(String path, Map<String, String> fields) {
        URI address = URI.create(
                TestKeycloak.shared().url() + "/realms/" + realm.name() + "/protocol/openid-connect/" + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", BrowserSession.FORM)
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(BrowserSession.encode(fields)))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException("No JSON from " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + path, e);
        }
    }
}
