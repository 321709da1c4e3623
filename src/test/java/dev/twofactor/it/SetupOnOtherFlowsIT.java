package dev.twofactor.it;

import static dev.twofactor.it.FlowFile.flow;
import static dev.twofactor.it.FlowFile.step;
import static dev.twofactor.it.FlowFile.sub;
import static dev.twofactor.it.SetupIT.addService;
import static dev.twofactor.it.SetupIT.assertThatATextedCodeSignsIn;
import static dev.twofactor.it.SetupIT.changeStep;
import static dev.twofactor.it.SetupIT.setUp;
import static dev.twofactor.it.SetupIT.steps;
import static dev.twofactor.it.SetupIT.takeBack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The set-up on flows of older realms and of admins with plans of their own: it must weaken none and leave no password alone. */
class SetupOnOtherFlowsIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final AdminApi API = TestKeycloak.shared().admin();
    private static final String FLOW = "two-factor browser";

    /** A realm whose browser flow {@code own} has cookie and {@code own forms}; the rest is added here. */
    private static TestRealm realmWith(Consumer<ArrayNode> flows) {
        TestRealm realm = TestRealm.create(file -> {
            file.remove("components");
            ArrayNode all = file.putArray("authenticationFlows");
            flow(all, "own", true).add(step("auth-cookie", "ALTERNATIVE", 10)).add(sub("own forms", "ALTERNATIVE", 20));
            flows.accept(all);
            file.put("browserFlow", "own");
        });
        addService(realm);
        return realm;
    }

    /** As Keycloak made it before version 26.3. */
    private static TestRealm oldRealm() {
        return realmWith(flows -> {
            flow(flows, "own forms", false)
                    .add(step("auth-username-password-form", "REQUIRED", 10))
                    .add(sub("own otp", "CONDITIONAL", 20));
            flow(flows, "own otp", false)
                    .add(step("conditional-user-configured", "REQUIRED", 10))
                    .add(step("auth-otp-form", "REQUIRED", 20));
        });
    }

    @Test
    void anOldRealmThatRequiredTheAppsCodeAsksForATextedCodeToo() {
        TestRealm realm = oldRealm();
        JsonNode before = RealmExport.of(realm.name());

        setUp(realm, true);

        assertThat(steps(realm, FLOW))
                .contains("2 two-factor-sms ALTERNATIVE", "2 two-factor-totp ALTERNATIVE")
                .noneMatch(step -> step.contains("auth-otp-form"));
        assertThatATextedCodeSignsIn(realm);
        String secret = "JBSWY3DPEHPK3PXP";
        TestUser withApp = realm.newUser("", Credentials.app(secret));
        SignIn person = realm.signIn();
        assertThat(person.password(withApp).isCodePage()).isTrue();
        assertThat(person.code(Credentials.appCode(secret)).isSignedIn()).isTrue();
        takeBack(realm);
        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
    }

    @Test
    void requiringTheAppKeepsOutWhoHasOnlyAPhone() {
        TestRealm realm = oldRealm();
        setUp(realm, true);
        changeStep(realm, "two-factor-totp", step -> step.put("requirement", "REQUIRED"));

        assertThat(realm.signIn().password(realm.newUser()).isSignedIn()).isFalse();
        setUp(realm, true);
        assertThat(steps(realm, FLOW)).contains("2 two-factor-totp REQUIRED");
    }

    @Test
    void levelsAndRolesThatForceAKeyStayAndOursStandsBesideThem() {
        TestRealm realm = realmWith(flows -> {
            flow(flows, "own forms", false)
                    .add(step("auth-username-password-form", "REQUIRED", 10))
                    .add(sub("own level", "CONDITIONAL", 20))
                    .add(sub("own admins", "CONDITIONAL", 30))
                    .add(sub("own key", "CONDITIONAL", 40));
            flow(flows, "own level", false)
                    .add(step("conditional-level-of-authentication", "REQUIRED", 10))
                    .add(step("conditional-user-configured", "REQUIRED", 20))
                    .add(step("webauthn-authenticator", "REQUIRED", 30));
            flow(flows, "own admins", false)
                    .add(step("conditional-user-role", "REQUIRED", 10))
                    .add(step("auth-otp-form", "REQUIRED", 20));
            flow(flows, "own key", false)
                    .add(step("conditional-user-configured", "REQUIRED", 10))
                    .add(step("webauthn-authenticator", "REQUIRED", 20));
        });

        setUp(realm, true);

        assertThat(steps(realm, FLOW))
                .containsSubsequence(
                        "1 auth-username-password-form REQUIRED",
                        "1 two-factor browser second factor CONDITIONAL",
                        "2 two-factor-condition REQUIRED",
                        "2 two-factor-sms ALTERNATIVE",
                        "1 two-factor browser own level CONDITIONAL",
                        "2 conditional-level-of-authentication REQUIRED",
                        "2 conditional-user-configured REQUIRED",
                        "2 webauthn-authenticator REQUIRED",
                        "1 two-factor browser own admins CONDITIONAL",
                        "2 conditional-user-role REQUIRED",
                        "2 auth-otp-form REQUIRED",
                        "1 two-factor browser own key CONDITIONAL",
                        "2 conditional-user-configured REQUIRED",
                        "2 webauthn-authenticator REQUIRED")
                .containsOnlyOnce("2 two-factor-sms ALTERNATIVE");
    }

    @Test
    void everyPasswordGetsASecondFactorOnce() {
        TestRealm realm = realmWith(flows -> {
            flow(flows, "own forms", false)
                    .add(sub("own first", "ALTERNATIVE", 10))
                    .add(sub("own second", "ALTERNATIVE", 20))
                    .add(step("auth-username-password-form", "ALTERNATIVE", 30))
                    .add(sub("own off", "DISABLED", 40));
            flow(flows, "own first", false)
                    .add(step("auth-username-password-form", "REQUIRED", 10))
                    .add(sub("own otp", "CONDITIONAL", 20));
            flow(flows, "own otp", false)
                    .add(step("conditional-user-configured", "REQUIRED", 10))
                    .add(step("auth-otp-form", "ALTERNATIVE", 20));
            flow(flows, "own second", false)
                    .add(step("auth-username-form", "REQUIRED", 10))
                    .add(step("auth-password-form", "REQUIRED", 20));
            flow(flows, "own off", false).add(step("auth-username-password-form", "REQUIRED", 10));
        });

        setUp(realm, true);

        assertThat(steps(realm, FLOW))
                .containsSubsequence(
                        "2 auth-username-password-form REQUIRED",
                        "2 two-factor browser own otp CONDITIONAL",
                        "3 two-factor-sms ALTERNATIVE",
                        "2 auth-password-form REQUIRED",
                        "2 two-factor browser second factor 2 CONDITIONAL",
                        "3 two-factor-sms ALTERNATIVE",
                        "1 two-factor browser password ALTERNATIVE",
                        "2 auth-username-password-form REQUIRED",
                        "2 two-factor browser second factor CONDITIONAL",
                        "3 two-factor-sms ALTERNATIVE")
                .filteredOn(step -> step.equals("3 two-factor-sms ALTERNATIVE"))
                .hasSize(3);
        assertThatATextedCodeSignsIn(realm);
        JsonNode once = RealmExport.of(realm.name());
        setUp(realm, true);
        assertThat(RealmExport.of(realm.name())).isEqualTo(once);
    }

    @Test
    void withoutItsMemoryTheWayBackTellsWhatToDo() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        setUp(realm, true);
        JsonNode client = API.get("/" + realm.name() + "/clients?clientId=two-factor-console")
                .path(0);
        API.send("DELETE", "/" + realm.name() + "/clients/" + client.path("id").asText(), null);

        AdminAs.Answer answer = ADMIN.send("DELETE", realm.name(), "setup", null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains("two-factor-console", "bind the browser flow", FLOW);
        setUp(realm, true);
        answer = ADMIN.send("DELETE", realm.name(), "setup", null);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains(FLOW, "bind the flow");
    }

    @Test
    void aFormerFlowIsFoundUnderItsNewNameAndNoOtherTakesItsPlace() {
        TestRealm renamed = oldRealm();
        setUp(renamed, true);
        ObjectNode own = ownFlow(renamed);
        API.send("PUT", flowPath(renamed, own), own.put("alias", "new name"));
        takeBack(renamed);
        assertThat(API.get("/" + renamed.name()).path("browserFlow").asText()).isEqualTo("new name");

        TestRealm gone = oldRealm();
        setUp(gone, true);
        API.send("DELETE", flowPath(gone, ownFlow(gone)), null);
        JsonNode before = RealmExport.of(gone.name());

        AdminAs.Answer answer = ADMIN.send("DELETE", gone.name(), "setup", null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains(FLOW, "is gone");
        assertThat(RealmExport.of(gone.name())).isEqualTo(before);
        API.updateRealm(gone.name(), AdminAs.json().put("browserFlow", "browser"));
        takeBack(gone);
    }

    private static ObjectNode ownFlow(TestRealm realm) {
        for (JsonNode flow : API.get("/" + realm.name() + "/authentication/flows")) {
            if (flow.path("alias").asText().equals("own")) {
                return (ObjectNode) flow;
            }
        }
        throw new AssertionError("no flow called own");
    }

    private static String flowPath(TestRealm realm, JsonNode flow) {
        return "/" + realm.name() + "/authentication/flows/" + flow.path("id").asText();
    }
}
