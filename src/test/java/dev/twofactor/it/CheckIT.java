package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configuration check: each fault of a realm made wrong on purpose, and nothing in one that the set-up call made. */
class CheckIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final AdminApi API = TestKeycloak.shared().admin();

    private static List<String> rules(String realm, String query) {
        return ADMIN.send("GET", realm, "check" + query, null).good().findValuesAsText("rule");
    }

    private static TestRealm setUpRealm() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        SetupIT.setUp(realm, true);
        return realm;
    }

    @Test
    void inTheRealmThatTheSetUpMakesThereIsNothing() {
        TestRealm realm = setUpRealm();
        assertThat(rules(realm.name(), "")).containsExactly("brute-force-off");
        realm.protectAgainstBruteForce(30);
        API.updateRealm(realm.name(), AdminAs.json().put("resetPasswordAllowed", true));

        assertThat(rules(realm.name(), "")).isEmpty();
        assertThat(rules(realm.name(), "?standards=aal2")).contains("email-no-out-of-band");
        assertThat(ADMIN.send("GET", realm.name(), "check?standards=iso", null).field())
                .isEqualTo("standards");
    }

    @Test
    void aRealmMadeWrongOnPurposeIsToldOfEachFault() {
        TestRealm realm = setUpRealm();
        String secret = Secrets.token();
        ADMIN.send("POST", realm.name(), "services", Twilio.service(secret)).good();
        ObjectNode policy = AdminAs.json()
                .put("methods", "sms,email")
                .put("budget-mode", "record")
                .put("unverified-per-address-hour", 0)
                .put("trust", true)
                .put("code-lifetime-seconds", 600)
                .put("wrong-per-code", 10)
                .put("email-without-enrolling", true);
        ADMIN.send("PUT", realm.name(), "policy", policy).good();
        API.updateRealm(
                realm.name(),
                AdminAs.json().put("resetPasswordAllowed", true).put("resetCredentialsFlow", "reset credentials"));
        API.send("POST", "/" + realm.name() + "/identity-provider/instances", provider());
        API.send("POST", "/" + realm.name() + "/clients", client(realm));
        SetupIT.changeStep(realm, "webauthn-authenticator", step -> step.put("requirement", "DISABLED"));
        SetupIT.changeStep(realm, "auth-recovery-authn-code-form", step -> step.put("requirement", "DISABLED"));

        AdminAs.Answer answer = ADMIN.send("GET", realm.name(), "check?standards=psd2", null);

        assertThat(answer.good().findValuesAsText("rule"))
                .contains(
                        "code-lifetime",
                        "wrong-codes-limit",
                        "brute-force-off",
                        "no-alternative-to-sms",
                        "email-no-out-of-band",
                        "same-mailbox",
                        "trust-and-step-up",
                        "limits-off",
                        "no-country-list",
                        "secret-not-in-vault",
                        "reset-credentials-hole",
                        "identity-provider-hole",
                        "ciba-hole",
                        "client-override-hole")
                .doesNotContain("browser-flow-hole");
        for (JsonNode finding : answer.json()) {
            assertThat(finding.path("clause").asText()).matches("(NIST|OWASP|Regulation).*");
        }
        assertThat(answer.text()).doesNotContain(secret);
    }

    @Test
    void anOrderOfStepsThatSkipsTheSecondFactorIsFound() {
        TestRealm realm = setUpRealm();
        assertThat(rules(realm.name(), "")).doesNotContain("browser-flow-hole");
        List<String> flows = new ArrayList<>();
        API.executions(realm.name(), "two-factor browser").forEach(step -> {
            if (step.path("displayName").asText().contains("2FA")) {
                flows.add(step.path("displayName").asText());
                API.updateExecution(
                        realm.name(), "two-factor browser", ((ObjectNode) step).put("requirement", "ALTERNATIVE"));
            }
        });

        assertThat(flows).isNotEmpty();
        assertThat(rules(realm.name(), "")).contains("browser-flow-hole");
    }

    @Test
    void aClientsOwnDirectGrantIsFoundWhereTheRealmsAsks() {
        TestRealm realm = setUpRealm();
        ObjectNode client = AdminAs.json()
                .put("clientId", "robot")
                .put("publicClient", false)
                .put("secret", "demo")
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", true);
        client.putObject("authenticationFlowBindingOverrides").put("direct_grant", flow(realm, "direct grant"));
        API.send("POST", "/" + realm.name() + "/clients", client);

        JsonNode findings = ADMIN.send("GET", realm.name(), "check", null).good();

        assertThat(findings.findValuesAsText("rule"))
                .contains("client-override-hole")
                .doesNotContain("direct-grant-hole");
        assertThat(findings.findValuesAsText("subject")).contains("robot");
    }

    @Test
    void levelsOfAuthenticationBesideTrustAreFoundWithoutAnyStandard() {
        TestRealm realm = setUpRealm();
        ADMIN.send("PUT", realm.name(), "policy", AdminAs.json().put("trust", true))
                .good();
        assertThat(rules(realm.name(), "")).doesNotContain("trust-and-step-up");
        ObjectNode step = AdminAs.json().put("provider", "conditional-level-of-authentication");
        String second = "";
        for (JsonNode each : API.executions(realm.name(), "two-factor browser")) {
            if (each.path("displayName").asText().contains("2FA")) {
                second = each.path("displayName").asText();
            }
        }
        API.send(
                "POST",
                "/" + realm.name() + "/authentication/flows/" + second.replace(" ", "%20") + "/executions/execution",
                step);
        SetupIT.changeStep(realm, "conditional-level-of-authentication", each -> each.put("requirement", "REQUIRED"));

        assertThat(rules(realm.name(), "")).contains("trust-and-step-up");
    }

    @Test
    void aStoredKeyThatCannotBeUsedIsNamed() {
        TestRealm realm = setUpRealm();
        ADMIN.send("PUT", realm.name(), "policy", AdminAs.json().put("code-length", 8))
                .good();
        // No call of ours or Keycloak's stores such a value: as if another tool had written into the database.
        Rows.text(
                "update component_config set value = '3' where name = 'code-length' and component_id in (select c.id from"
                        + " component c join realm r on r.id = c.realm_id where r.name = '" + realm.name()
                        + "') and ? <> '' returning id",
                new TestUser("any", "any", "", "", ""));
        API.send("POST", "/" + realm.name() + "/clear-realm-cache", null);

        JsonNode findings = ADMIN.send("GET", realm.name(), "check", null).good();

        assertThat(findings.findValuesAsText("rule")).containsExactly("policy-unusable");
        assertThat(findings.path(0).path("subject").asText()).isEqualTo("code-length");
    }

    @Test
    void aRealmWithKeycloaksOwnDirectGrantHasAHoleThere() {
        TestRealm realm = TestRealm.withoutTwoFactor();

        assertThat(rules(realm.name(), "")).contains("direct-grant-hole");
    }

    /** An identity provider that is nowhere, without a post login flow. */
    static ObjectNode provider() {
        ObjectNode provider = AdminAs.json()
                .put("alias", "elsewhere")
                .put("providerId", "oidc")
                .put("enabled", true);
        provider.putObject("config")
                .put("clientId", "we")
                .put("clientSecret", "demo")
                .put("authorizationUrl", "https://idp.example/auth")
                .put("tokenUrl", "https://idp.example/token");
        return provider;
    }

    private static String flow(TestRealm realm, String alias) {
        for (JsonNode flow : API.get("/" + realm.name() + "/authentication/flows")) {
            if (flow.path("alias").asText().equals(alias)) {
                return flow.path("id").asText();
            }
        }
        throw new AssertionError("no flow " + alias);
    }

    private static ObjectNode client(TestRealm realm) {
        ObjectNode client = AdminAs.json()
                .put("clientId", "side-door")
                .put("publicClient", false)
                .put("secret", "demo")
                .put("standardFlowEnabled", true);
        client.putArray("redirectUris").add("http://localhost:9999/*");
        client.putObject("authenticationFlowBindingOverrides").put("browser", flow(realm, "registration"));
        client.putObject("attributes").put("oidc.ciba.grant.enabled", "true");
        return client;
    }

    @Test
    void theTextOfEveryLanguageIsLookedAtWithTheRealmsOwnWording() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        ObjectNode languages = AdminAs.json().put("internationalizationEnabled", true);
        languages.putArray("supportedLocales").add("en").add("de");
        API.updateRealm(realm.name(), languages);
        assertThat(ADMIN.send("GET", realm.name(), "check/messages", null)
                        .good()
                        .findValuesAsText("language"))
                .containsExactly("de", "en");

        API.send(
                "POST",
                "/" + realm.name() + "/localization/de",
                AdminAs.json().put("twoFactorSmsText", "Siehe https://acme.example"));
        JsonNode german =
                ADMIN.send("GET", realm.name(), "check/messages", null).good().path(0);

        assertThat(german.path("text").asText()).startsWith("Siehe https://acme.example");
        assertThat(german.path("problems").toString()).isEqualTo("[\"no-code\",\"link\"]");
        assertThat(german.path("alphabet").asText()).isEqualTo("gsm");
        assertThat(german.path("segments").asInt()).isEqualTo(1);
    }
}
