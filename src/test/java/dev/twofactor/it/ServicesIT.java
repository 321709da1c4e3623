package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text message services over our admin REST, and the same over Keycloak's. */
class ServicesIT {

    private static final String MASK = "**********";
    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm home;
    private static String realm;

    @BeforeAll
    static void oneRealm() {
        home = TestRealm.withoutTwoFactor();
        realm = home.name();
        TestKeycloak.shared()
                .admin()
                .updateRealm(
                        realm, AdminAs.json().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true));
    }

    private static JsonNode create(ObjectNode service) {
        return create(realm, service);
    }

    private static JsonNode create(String realm, ObjectNode service) {
        return ADMIN.send("POST", realm, "services", service).good();
    }

    private static AdminAs.Answer put(JsonNode service, ObjectNode changes) {
        return ADMIN.send("PUT", realm, "services/" + service.path("id").asText(), changes);
    }

    private static JsonNode get(JsonNode service) {
        return ADMIN.send("GET", realm, "services/" + service.path("id").asText(), null)
                .good();
    }

    private static AdminAs.Answer test(JsonNode service, String to) {
        String path = "services/" + service.path("id").asText() + "/test";
        return ADMIN.send("POST", realm, path, AdminAs.json().put("to", to));
    }

    @Test
    void aServiceIsMadeReadChangedAndRemovedAndItsSecretIsNeverShown() {
        String secret = Secrets.token();
        JsonNode made = create(Twilio.service(secret));
        assertThat(made.path("auth-token").asText()).isEqualTo(MASK);
        assertThat(made.path("enabled").asText()).isEqualTo("true");
        assertThat(get(made)).isEqualTo(made);
        assertThat(ADMIN.send("GET", realm, "services", null).text()).doesNotContain(secret);

        JsonNode changed = put(made, AdminAs.json().put("title", "Other").put("enabled", false))
                .good();

        assertThat(changed.path("title").asText()).isEqualTo("Other");
        assertThat(changed.path("enabled").asText()).isEqualTo("false");
        assertThat(changed.path("auth-token").asText()).isEqualTo(MASK);
        assertThat(put(made, AdminAs.json().putNull("title")).good().has("title"))
                .isFalse();
        String path = "services/" + made.path("id").asText();
        assertThat(ADMIN.send("DELETE", realm, path, null).status()).isEqualTo(204);
        assertThat(ADMIN.send("GET", realm, path, null).status()).isEqualTo(404);
        assertThat(ADMIN.send("DELETE", realm, path, null).status()).isEqualTo(404);
        String events = TestKeycloak.shared()
                .admin()
                .get("/" + realm + "/admin-events?max=100")
                .toString();
        assertThat(events)
                .contains("TWO_FACTOR_SERVICE", "CREATE", "UPDATE", "DELETE")
                .doesNotContain(secret);
    }

    @Test
    void whatWasReadCanBeSentBackAndTheSecretStillWorks() {
        JsonNode made = create(Twilio.service());
        put(made, ((ObjectNode) get(made)).put("title", "Renamed")).good();

        String phone = PhoneNumbers.next();
        JsonNode answer = test(made, phone).good();

        assertThat(answer.path("accepted").asBoolean()).isTrue();
        String text = new CodeInbox(phone).message(1).text();
        assertThat(text).contains("Acme Tests").doesNotContainPattern("[0-9]{4,}");
        assertThat(answer.toString()).doesNotContain(phone).contains("The vendor took the message");
    }

    @Test
    void aNewAddressTakesTheSecretAnew() {
        JsonNode made = create(Twilio.service());
        String address = made.path("api-url").asText();
        ObjectNode elsewhere = AdminAs.json().put("api-url", "https://elsewhere.example");

        AdminAs.Answer without = put(made, elsewhere);
        AdminAs.Answer masked = put(made, elsewhere.deepCopy().put("auth-token", MASK));

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.field()).isEqualTo("auth-token");
        assertThat(without.message()).contains("auth-token").contains("api-url");
        assertThat(masked.status()).isEqualTo(400);
        assertThat(get(made).path("api-url").asText()).isEqualTo(address);
        put(made, elsewhere.deepCopy().put("auth-token", Secrets.token())).good();
        assertThat(get(made).path("api-url").asText()).isEqualTo("https://elsewhere.example");
    }

    @Test
    void theSameValueIsNoNewSecretForANewAddressNeitherInClearNorAsTheVaultsExpression() {
        for (String secret : new String[] {Secrets.token(), "${vault.nowhere}"}) {
            JsonNode made = create(Twilio.service(secret));

            AdminAs.Answer answer = put(
                    made,
                    AdminAs.json().put("api-url", "https://elsewhere.example").put("auth-token", secret));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("auth-token");
            assertThat(get(made)).isEqualTo(made);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007fb"})
    void controlCharactersAreRefusedByField(String title) {
        AdminAs.Answer answer =
                ADMIN.send("POST", realm, "services", Twilio.service().put("title", title));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("title");
        AdminAs.Answer policy =
                ADMIN.send("PUT", realm, "policy", AdminAs.json().put("company-name", title));
        assertThat(policy.status()).isEqualTo(400);
        assertThat(policy.field()).isEqualTo("company-name");
    }

    @Test
    void keycloaksOwnRestRefusesAnOldSecretForANewAddressToo() {
        JsonNode made = create(Twilio.service());
        String path = "/" + realm + "/components/" + made.path("id").asText();
        ObjectNode component = (ObjectNode) ADMIN.sendTo("GET", path, null).good();
        component.withObject("/config").putArray("api-url").add("https://elsewhere.example");

        AdminAs.Answer answer = ADMIN.sendTo("PUT", path, component);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("auth-token").contains("api-url");
        assertThat(get(made).path("api-url").asText())
                .isEqualTo(TestKeycloak.shared().inbox().twilioUrl());
        component.withObject("/config").putArray("auth-token").add(Secrets.token());
        ADMIN.sendTo("PUT", path, component).good();
    }

    @Test
    void theOrderIsSetByNamingAllServicesOnce() {
        String other = TestRealm.withoutTwoFactor().name();
        String first = create(other, Twilio.service()).path("id").asText();
        String second = create(other, Twilio.service()).path("id").asText();
        String third =
                create(other, AdminAs.json().put("type", "log")).path("id").asText();
        assertThat(ids(other)).containsExactly(first, second, third);

        ADMIN.send("PUT", other, "services/order", array(third, first, second)).good();

        assertThat(ids(other)).containsExactly(third, first, second);
        for (ArrayNode wrong : new ArrayNode[] {array(first), array(first, first, second), array(first, second, "x")}) {
            assertThat(ADMIN.send("PUT", other, "services/order", wrong).status())
                    .isEqualTo(400);
        }
        assertThat(ids(other)).containsExactly(third, first, second);
        assertThat(ADMIN.send("GET", other, "services?first=1&max=1", null).good())
                .hasSize(1);
    }

    private static java.util.List<String> ids(String realm) {
        return ADMIN.send("GET", realm, "services", null).good().findValuesAsText("id");
    }

    private static ArrayNode array(String... values) {
        ArrayNode array = AdminAs.json().arrayNode();
        for (String value : values) {
            array.add(value);
        }
        return array;
    }

    @ParameterizedTest
    @CsvSource({
        "type,carrier-owl,type",
        "account-sid,AC1,account-sid",
        "auth-token,'',auth-token",
        "auth-token,**********,auth-token",
        "api-url,ftp://x,api-url",
        "priority,1001,priority",
        "enabled,perhaps,enabled",
        "countries,usa,countries",
        "price-per-segment,cheap,price-per-segment",
        "colour,red,colour"
    })
    void aWrongSettingIsRefusedByName(String key, String value, String field) {
        AdminAs.Answer answer =
                ADMIN.send("POST", realm, "services", Twilio.service().put(key, value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.message()).startsWith(field + ":");
    }

    @Test
    void bodiesThatAreNoObjectsAreRefused() {
        assertThat(ADMIN.send("POST", realm, "services", array("x")).status()).isEqualTo(400);
        assertThat(ADMIN.send("POST", realm, "services", null).status()).isEqualTo(400);
        ObjectNode nested = Twilio.service();
        nested.putObject("title").put("a", "b");
        assertThat(ADMIN.send("POST", realm, "services", nested).field()).isEqualTo("title");
        assertThat(ADMIN.send("POST", realm, "services", Twilio.service().put("title", "x".repeat(2001)))
                        .field())
                .isEqualTo("title");
    }

    @Test
    void aTestTellsWhatTheVendorSaidAndIsBoundedForEachAdmin() {
        AdminAs tester = AdminAs.withRoles(home, "manage-realm");
        JsonNode closed = create(Twilio.service().put("api-url", "http://127.0.0.1:1"));
        String path = "services/" + closed.path("id").asText() + "/test";
        ObjectNode to = AdminAs.json().put("to", PhoneNumbers.next());
        assertThat(tester.send("POST", realm, path, AdminAs.json().put("to", "0664"))
                        .field())
                .isEqualTo("to");

        JsonNode answer = tester.send("POST", realm, path, to).good();

        assertThat(answer.path("accepted").asBoolean()).isFalse();
        assertThat(answer.path("outcome").asText()).isEqualTo("unavailable");
        assertThat(answer.path("message").asText()).contains("No usable answer");
        for (int more = 0; more < 4; more++) {
            tester.send("POST", realm, path, to).good();
        }
        assertThat(tester.send("POST", realm, path, to).status()).isEqualTo(429);
        AdminAs.withRoles(home, "manage-realm").send("POST", realm, path, to).good();
    }

    @Test
    void aSecretThatIsNotInTheVaultFailsTheTestInClearWords() {
        JsonNode made = create(Twilio.service("${vault.nowhere}"));
        assertThat(made.path("auth-token").asText()).isEqualTo("${vault.nowhere}");
        assertThat(made.path("problem").asText()).contains("auth-token").contains("vault");

        JsonNode answer = test(made, PhoneNumbers.next()).good();

        assertThat(answer.path("outcome").asText()).isEqualTo("misconfigured");
        assertThat(answer.path("message").asText()).contains("auth-token: is not in the vault");
    }
}
