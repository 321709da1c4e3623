package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.domain.policy.PolicyKey;
import dev.twofactor.domain.policy.PolicyKeys;
import org.junit.jupiter.api.Test;

/** The policy over our admin REST, and the same over Keycloak's. */
class PolicyIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private final TestRealm realm = TestRealm.withoutTwoFactor();

    private AdminAs.Answer put(ObjectNode changes) {
        return ADMIN.send("PUT", realm.name(), "policy", changes);
    }

    private JsonNode get() {
        return ADMIN.send("GET", realm.name(), "policy", null).good();
    }

    @Test
    void aRealmWithoutAPolicyShowsAllKeysWithTheirDefaults() {
        JsonNode policy = get();

        assertThat(policy).hasSameSizeAs(PolicyKeys.all());
        for (PolicyKey key : PolicyKeys.all()) {
            // The shared server's operator chose another default for this one, by an environment variable.
            String expected = key.name().equals("ledger-days") ? "91" : key.defaultValue();
            assertThat(policy.path(key.name()).asText()).as(key.name()).isEqualTo(expected);
        }
        assertThat(TestKeycloak.shared().admin().components(realm.name(), TestRealm.POLICY))
                .isEmpty();
    }

    @Test
    void aChangeKeepsTheOtherKeysAndNullGivesTheDefaultBack() {
        ObjectNode changes = AdminAs.json().put("code-length", 8).put("trust", true);
        changes.putArray("methods").add("sms").add("email");
        put(changes).good();
        JsonNode policy = put(AdminAs.json().put("company-name", "Acme & Söhne").putNull("trust"))
                .good();

        assertThat(policy.path("code-length").asText()).isEqualTo("8");
        assertThat(policy.path("methods").asText()).isEqualTo("sms,email");
        assertThat(policy.path("company-name").asText()).isEqualTo("Acme & Söhne");
        assertThat(policy.path("trust").asText()).isEqualTo("false");
        assertThat(get()).isEqualTo(policy);
        JsonNode keys = ADMIN.send("GET", realm.name(), "policy/keys", null).good();
        assertThat(keys).hasSameSizeAs(PolicyKeys.all());
        for (JsonNode key : keys) {
            if (key.path("name").asText().equals("code-length")) {
                assertThat(key.path("from").asText()).isEqualTo("realm");
                assertThat(key.path("default").asText()).isEqualTo("6");
                assertThat(key.path("inForce").asBoolean()).isTrue();
            }
            if (key.path("name").asText().equals("ledger-days")) {
                assertThat(key.path("from").asText()).isEqualTo("server");
                assertThat(key.path("inForce").isBoolean()).isTrue();
            }
        }
        ADMIN.send("DELETE", realm.name(), "policy", null).good();
        assertThat(get().path("code-length").asText()).isEqualTo("6");
    }

    @Test
    void aWrongValueIsRefusedByNameAndChangesNothing() {
        put(AdminAs.json().put("code-length", 7)).good();

        AdminAs.Answer answer = put(AdminAs.json().put("trust", true).put("code-length", 11));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("code-length");
        assertThat(answer.message()).isEqualTo("code-length: must be a whole number from 6 to 10");
        assertThat(get().path("trust").asText()).isEqualTo("false");
        assertThat(get().path("code-length").asText()).isEqualTo("7");
        assertThat(put(AdminAs.json().put("code-lenght", 7)).field()).isEqualTo("code-lenght");
    }

    @Test
    void theLengthOfACodeHoldsAtTheNextLogin() {
        TestRealm ready = TestRealm.create();
        ADMIN.send("PUT", ready.name(), "policy", AdminAs.json().put("code-length", 9))
                .good();
        TestUser user = ready.newUser();

        ready.signIn().password(user);

        assertThat(new CodeInbox(user.phone()).code(1)).hasSize(9);
    }

    @Test
    void keycloaksOwnRestRefusesAWrongValueByNameToo() {
        put(AdminAs.json().put("code-length", 7)).good();
        ObjectNode component = (ObjectNode) TestKeycloak.shared()
                .admin()
                .components(realm.name(), TestRealm.POLICY)
                .path(0);
        component.withObject("/config").putArray("refused-numbers").add("martian");

        AdminAs.Answer answer = ADMIN.sendTo(
                "PUT",
                "/" + realm.name() + "/components/" + component.path("id").asText(),
                component);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith("refused-numbers: must be made of premium-rate");
        assertThat(get().path("refused-numbers").asText()).doesNotContain("martian");
    }
}
