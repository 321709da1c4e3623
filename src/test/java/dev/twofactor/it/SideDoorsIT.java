package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        TestKeycloak.shared()
                .admin()
                .send(
                        "POST",
                        "/" + realm.name() + "/clients",
                        AdminAs.json().put("clientId", "tv").put("publicClient", true));
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

    /** What the admin's guide says of it: nothing of ours is asked there, so it has to be opened on purpose. */
    @Test
    void askingAPersonsOtherDeviceIsClosedUnlessAnAdminOpensItForAClient() {
        TestUser user = realm.newUser();

        JsonNode answer =
                post("ext/ciba/auth", Map.of("client_id", "tv", "scope", "openid", "login_hint", user.name()));

        assertThat(answer.path("error").asText()).isNotEmpty();
        assertThat(answer.has("auth_req_id")).isFalse();
    }

    private static JsonNode post(String path, Map<String, String> fields) {
        String url = TestKeycloak.shared().url() + "/realms/" + realm.name() + "/protocol/openid-connect/" + path;
        try {
            return new ObjectMapper()
                    .readTree(BrowserSession.fresh().post(url, fields).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON from " + path, e);
        }
    }
}
