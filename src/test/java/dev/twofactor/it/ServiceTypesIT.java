package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.gateway.FaultServer;
import java.io.IOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of service but Twilio's, a third party's among them: from the settings to the message. */
class ServiceTypesIT {

    private static final AdminAs ADMIN = AdminAs.server();

    static Stream<Arguments> types() {
        String taken = "[{\"MessageID\":\"" + UUID.randomUUID() + "\",\"MessageStatus\":201}]";
        String refused = "[{\"MessageID\":\"" + UUID.randomUUID() + "\",\"MessageStatus\":406}]";
        return Stream.of(
                Arguments.of("cdyne", "license-key", FaultServer.status(200, taken), FaultServer.status(200, refused)),
                Arguments.of(
                        "http",
                        "api-secret",
                        FaultServer.status(200, "{\"id\":\"v-1\"}"),
                        FaultServer.status(200, "{\"error\":\"E1\"}")),
                Arguments.of("pigeon", "pigeon-key", FaultServer.status(202, ""), FaultServer.status(422, "")));
    }

    private static ObjectNode settings(String type, String secret, FaultServer vendor) {
        ObjectNode settings = AdminAs.json().put("type", type).put("api-url", vendor.address() + "/send");
        return switch (type) {
            case "cdyne" -> settings.put("license-key", secret);
            case "http" ->
                settings.put("api-secret", secret)
                        .put("auth", "bearer")
                        .put("body", "{\"to\":\"{to}\",\"text\":\"{text}\"}")
                        .put("success-pointer", "/id")
                        .put("error-pointer", "/error")
                        .put("refused-values", "E1");
            default -> settings.put("pigeon-key", secret);
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void aServiceSendsKeepsItsSecretAndARefusalIsARefusal(
            String type, String secretKey, FaultServer.Behaviour taken, FaultServer.Behaviour refused)
            throws IOException {
        TestRealm realm = TestRealm.create();
        realm.service("enabled", "false");
        String secret = UUID.randomUUID().toString();
        try (FaultServer vendor = new FaultServer(taken)) {
            JsonNode made = ADMIN.send("POST", realm.name(), "services", settings(type, secret, vendor))
                    .good();
            assertThat(made.path(secretKey).asText()).isEqualTo("**********");
            String path = "services/" + made.path("id").asText();
            AdminAs.Answer moved =
                    ADMIN.send("PUT", realm.name(), path, AdminAs.json().put("api-url", "https://elsewhere.example/x"));
            assertThat(moved.status()).isEqualTo(400);
            assertThat(moved.field()).isEqualTo(secretKey);

            TestUser user = realm.newUser();
            SignIn person = realm.signIn();
            person.password(user);
            CodeInbox inbox = new CodeInbox(user.phone());
            inbox.awaitSettled(user);
            assertThat(Rows.text("select state from two_factor_ledger where user_id = ?", user))
                    .isEqualTo("SENT");
            assertThat(vendor.requests()).singleElement().asString().contains(secret, "is your code for");
            assertThat(person.browser().reload().errors()).isEmpty();

            vendor.behave(refused);
            TestUser other = realm.newUser();
            SignIn refusedPerson = realm.signIn();
            refusedPerson.password(other);
            inbox.awaitSettled(other);
            assertThat(refusedPerson.browser().reload().errors())
                    .singleElement()
                    .asString()
                    .contains("could not be sent");
            assertThat(Rows.text("select outcome from two_factor_ledger where user_id = ?", other))
                    .isEqualTo("NUMBER_REFUSED");
        }
    }
}
