package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.gateway.FaultServer;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of service but Twilio's, a third party's among them: from the settings to the message. */
class ServiceTypesIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final String MASK = "**********";
    private static String plain;

    @BeforeAll
    static void oneRealm() {
        plain = TestRealm.withoutTwoFactor().name();
    }

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
        return settings(type, secret, vendor.address() + "/send");
    }

    private static ObjectNode settings(String type, String secret, String address) {
        ObjectNode settings = AdminAs.json().put("type", type).put("api-url", address);
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
            assertThat(made.path(secretKey).asText()).isEqualTo(MASK);
            String path = "services/" + made.path("id").asText();
            ObjectNode elsewhere = AdminAs.json().put("api-url", "https://elsewhere.example/x");
            for (ObjectNode change : List.of(
                    elsewhere,
                    elsewhere.deepCopy().put(secretKey, MASK),
                    elsewhere.deepCopy().put(secretKey, secret))) {
                AdminAs.Answer moved = ADMIN.send("PUT", realm.name(), path, change);
                assertThat(moved.status()).isEqualTo(400);
                assertThat(moved.field()).isEqualTo(secretKey);
            }
            assertThat(ADMIN.send("GET", realm.name(), path, null).good()).isEqualTo(made);

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

    @ParameterizedTest
    @CsvSource({
        "http, file:///etc/passwd",
        "http, file://vendor.example/x",
        "http, gopher://vendor.example/x",
        "http, jar:https://vendor.example/x!/y",
        "http, ldap://vendor.example/x",
        "cdyne, file:///etc/passwd",
        "cdyne, gopher://vendor.example/x"
    })
    void anAddressOfAnotherSchemeIsRefusedWhenItIsSaved(String type, String address) {
        AdminAs.Answer answer = ADMIN.send(
                "POST", plain, "services", settings(type, UUID.randomUUID().toString(), address));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("api-url");
    }
}
