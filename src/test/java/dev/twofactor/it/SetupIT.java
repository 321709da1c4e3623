package dev.twofactor.it;

import static dev.twofactor.it.FlowFile.flow;
import static dev.twofactor.it.FlowFile.step;
import static dev.twofactor.it.FlowFile.sub;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One call makes a realm a two-factor realm, another one takes it back. */
class SetupIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final AdminApi API = TestKeycloak.shared().admin();
    private static final String FLOW = "two-factor browser";

    static JsonNode setUp(TestRealm realm, boolean bind) {
        return ADMIN.send("POST", realm.name(), "setup", AdminAs.json().put("bind", bind))
                .good();
    }

    static void takeBack(TestRealm realm) {
        ADMIN.send("DELETE", realm.name(), "setup", null).good();
    }

    static void addService(TestRealm realm) {
        ADMIN.send("POST", realm.name(), "services", Twilio.service()).good();
    }

    static void assertThatATextedCodeSignsIn(TestRealm realm) {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        assertThat(person.password(user).isCodePage()).isTrue();
        assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    /** The steps of a flow, from outside to inside, as {@code depth name requirement}. */
    static List<String> steps(TestRealm realm, String flow) {
        List<String> steps = new ArrayList<>();
        API.executions(realm.name(), flow)
                .forEach(step -> steps.add(step.path("level").asText() + " "
                        + step.path("providerId")
                                .asText(step.path("displayName").asText()) + " "
                        + step.path("requirement").asText()));
        return steps;
    }

    static void changeStep(TestRealm realm, String provider, Consumer<ObjectNode> change) {
        API.executions(realm.name(), FLOW).forEach(step -> {
            if (step.path("providerId").asText().equals(provider)) {
                change.accept((ObjectNode) step);
                API.updateExecution(realm.name(), FLOW, step);
            }
        });
    }

    @Test
    void aFreshRealmOneCallOneServiceAndItsUserSignsInWithATextedCode() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        addService(realm);

        JsonNode state = setUp(realm, true);

        assertThat(state.path("done").asBoolean()).isTrue();
        assertThat(state.path("bound").asBoolean()).isTrue();
        assertThat(state.path("directGrantAsksForCode").asBoolean()).isTrue();
        assertThatATextedCodeSignsIn(realm);
        assertThat(realm.signIn().password(realm.newUserWithoutPhone()).isSignedIn())
                .isTrue();
    }

    @Test
    void theFlowsHaveTheStepsOfTheDesignBesideTheRealmsOwn() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        setUp(realm, true);

        List<String> steps = steps(realm, FLOW);

        assertThat(steps)
                .containsSubsequence(
                        "0 auth-cookie ALTERNATIVE",
                        "0 identity-provider-redirector ALTERNATIVE",
                        "0 two-factor browser Organization ALTERNATIVE",
                        "0 two-factor browser forms ALTERNATIVE",
                        "1 auth-username-password-form REQUIRED",
                        "1 two-factor browser Browser - Conditional 2FA CONDITIONAL",
                        "2 two-factor-condition REQUIRED",
                        "2 conditional-credential REQUIRED",
                        "2 two-factor-sms ALTERNATIVE",
                        "2 webauthn-authenticator ALTERNATIVE",
                        "2 auth-recovery-authn-code-form ALTERNATIVE",
                        "1 two-factor-enrollment REQUIRED")
                .containsOnlyOnce("2 conditional-user-configured REQUIRED");
        assertThat(steps(realm, "two-factor direct grant"))
                .containsSubsequence(
                        "0 direct-grant-validate-username REQUIRED",
                        "0 direct-grant-validate-password REQUIRED",
                        "0 two-factor-direct-grant REQUIRED")
                .anyMatch(step -> step.startsWith("0 ") && step.endsWith(" DISABLED"));
        assertThat(steps(realm, "two-factor post broker login"))
                .containsSubsequence(
                        "0 two-factor-trusted-device REQUIRED",
                        "0 two-factor post broker login second factor CONDITIONAL",
                        "1 two-factor-condition REQUIRED",
                        "1 two-factor-sms ALTERNATIVE",
                        "0 two-factor-enrollment REQUIRED");
        JsonNode clients = API.get("/" + realm.name() + "/clients?clientId=two-factor-console");
        assertThat(clients).hasSize(1);
        assertThat(clients.path(0).path("publicClient").asBoolean()).isTrue();
        assertThat(clients.path(0).path("redirectUris").path(0).asText())
                .isEqualTo("/realms/" + realm.name() + "/two-factor/console/*");
        assertThat(clients.path(0)
                        .path("attributes")
                        .path("pkce.code.challenge.method")
                        .asText())
                .isEqualTo("S256");
    }

    @Test
    void twiceTheCallDoublesNothing() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        setUp(realm, true);
        JsonNode once = RealmExport.of(realm.name());

        setUp(realm, true);
        setUp(realm, false);

        assertThat(RealmExport.of(realm.name())).isEqualTo(once);
    }

    @Test
    void takenBackTheRealmIsAsItWas() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        JsonNode before = RealmExport.of(realm.name());

        setUp(realm, true);
        assertThat(RealmExport.of(realm.name())).isNotEqualTo(before);
        takeBack(realm);

        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
        takeBack(realm);
        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
        setUp(realm, true);
        takeBack(realm);
        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
    }

    @Test
    void withoutBindingTheRealmGoesOnAsBefore() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        addService(realm);

        assertThat(setUp(realm, false).path("bound").asBoolean()).isFalse();

        assertThat(realm.signIn().password(realm.newUser()).isSignedIn()).isTrue();
        assertThat(ADMIN.send("GET", realm.name(), "setup", null)
                        .good()
                        .path("done")
                        .asBoolean())
                .isTrue();
        setUp(realm, true);
        assertThatATextedCodeSignsIn(realm);
    }

    @Test
    void whatAnAdminChangedStaysAndWhatAnAdminDeletedDoesNotComeBack() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        setUp(realm, true);
        changeStep(realm, "webauthn-authenticator", step -> step.put("requirement", "DISABLED"));
        API.executions(realm.name(), FLOW).forEach(step -> {
            if (step.path("providerId").asText().equals("auth-recovery-authn-code-form")) {
                String path = "/" + realm.name() + "/authentication/executions/";
                API.send("DELETE", path + step.path("id").asText(), null);
            }
            if (step.path("providerId").asText().equals("two-factor-sms")) {
                String path = "/" + realm.name() + "/authentication/executions/";
                API.send("POST", path + step.path("id").asText() + "/raise-priority", null);
            }
        });
        List<String> changed = steps(realm, FLOW);

        setUp(realm, true);

        assertThat(steps(realm, FLOW)).isEqualTo(changed).contains("2 webauthn-authenticator DISABLED");
    }

    @Test
    void anAdminsOwnFlowIsCopiedWithItsConditionsAndIdentityFirstForms() {
        TestRealm realm = TestRealm.create(file -> {
            file.remove("components");
            ArrayNode flows = file.putArray("authenticationFlows");
            flow(flows, "own", true)
                    .add(step("auth-cookie", "ALTERNATIVE", 10))
                    .add(sub("own forms", "ALTERNATIVE", 20));
            flow(flows, "own forms", false)
                    .add(step("auth-username-form", "REQUIRED", 10))
                    .add(sub("own choice", "REQUIRED", 20))
                    .add(sub("own role", "CONDITIONAL", 30));
            flow(flows, "own choice", false)
                    .add(step("webauthn-authenticator-passwordless", "ALTERNATIVE", 10))
                    .add(step("auth-password-form", "ALTERNATIVE", 20));
            flow(flows, "own role", false)
                    .add(step("conditional-user-role", "REQUIRED", 10))
                    .add(step("deny-access-authenticator", "REQUIRED", 20));
            file.put("browserFlow", "own");
        });
        addService(realm);
        JsonNode before = RealmExport.of(realm.name());

        setUp(realm, true);

        assertThat(steps(realm, FLOW))
                .containsSubsequence(
                        "1 auth-username-form REQUIRED",
                        "1 two-factor browser own choice REQUIRED",
                        "2 webauthn-authenticator-passwordless ALTERNATIVE",
                        "2 auth-password-form ALTERNATIVE",
                        "1 two-factor browser second factor CONDITIONAL",
                        "2 two-factor-condition REQUIRED",
                        "2 two-factor-sms ALTERNATIVE",
                        "1 two-factor browser own role CONDITIONAL",
                        "2 conditional-user-role REQUIRED");
        takeBack(realm);
        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
    }

    @Test
    void aPasswordThatStandsAmongTheAlternativesGetsTheSecondFactorBehindIt() {
        TestRealm realm = TestRealm.create(file -> {
            file.remove("components");
            flow(file.putArray("authenticationFlows"), "flat", true)
                    .add(step("auth-cookie", "ALTERNATIVE", 10))
                    .add(step("auth-username-password-form", "ALTERNATIVE", 20));
            file.put("browserFlow", "flat");
        });
        addService(realm);

        setUp(realm, true);

        assertThatATextedCodeSignsIn(realm);
    }

    @Test
    void aFlowWithoutAPasswordIsRefusedAndNothingIsLeftBehind() {
        TestRealm realm = TestRealm.create(file -> {
            file.remove("components");
            flow(file.putArray("authenticationFlows"), "cookies", true).add(step("auth-cookie", "ALTERNATIVE", 10));
            file.put("browserFlow", "cookies");
        });
        JsonNode before = RealmExport.of(realm.name());

        AdminAs.Answer answer =
                ADMIN.send("POST", realm.name(), "setup", AdminAs.json().put("bind", true));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains("username and password form");
        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
    }

    @Test
    void aFlowThatAClientUsesIsNotTakenFromIt() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        setUp(realm, true);
        JsonNode client = API.get("/" + realm.name() + "/clients?clientId=web").path(0);
        String flowId = "";
        for (JsonNode flow : API.get("/" + realm.name() + "/authentication/flows")) {
            flowId = flow.path("alias").asText().equals(FLOW) ? flow.path("id").asText() : flowId;
        }
        ((ObjectNode) client).putObject("authenticationFlowBindingOverrides").put("browser", flowId);
        API.send("PUT", "/" + realm.name() + "/clients/" + client.path("id").asText(), client);
        JsonNode before = RealmExport.of(realm.name());

        AdminAs.Answer answer = ADMIN.send("DELETE", realm.name(), "setup", null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains(FLOW);
        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
    }

    @Test
    void anotherToolThatStoresTheRealmDoesNotBreakTheWayBack() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        setUp(realm, true);
        ObjectNode changes = AdminAs.json();
        changes.putObject("attributes");
        API.updateRealm(realm.name(), changes);

        takeBack(realm);

        assertThat(API.get("/" + realm.name()).path("browserFlow").asText()).isEqualTo("browser");
        assertThat(API.get("/" + realm.name() + "/clients?clientId=two-factor-console"))
                .isEmpty();
    }

    @Test
    void flowsWithTheseNamesThatTheAdminMadeStay() {
        TestRealm realm = TestRealm.create(file -> {
            file.remove("components");
            ArrayNode flows = file.putArray("authenticationFlows");
            flow(flows, FLOW, true).add(sub("own forms", "ALTERNATIVE", 20));
            flow(flows, "own forms", false).add(step("auth-username-password-form", "REQUIRED", 10));
            file.put("browserFlow", FLOW);
        });
        addService(realm);

        setUp(realm, true);
        assertThatATextedCodeSignsIn(realm);
        AdminAs.Answer answer = ADMIN.send("DELETE", realm.name(), "setup", null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains(FLOW).contains("bind the flow");
        API.updateRealm(realm.name(), AdminAs.json().put("browserFlow", "browser"));
        takeBack(realm);
        assertThat(steps(realm, FLOW)).contains("1 auth-username-password-form REQUIRED");
    }

    @Test
    void theAdminConsolesOwnRealmAsksForACodeTooAndBreakGlassOpensIt() {
        String service = ADMIN.send("POST", "master", "services", Twilio.service())
                .good()
                .path("id")
                .asText();
        String phone = PhoneNumbers.next();
        String password = Secrets.password();
        ArrayNode credentials = AdminAs.json().arrayNode().add(Credentials.phone(phone));
        String name = "admin-with-phone";
        String user = API.createUser("master", name, password, credentials);
        Kcadm kcadm = Kcadm.asRescue();
        try {
            ADMIN.send("POST", "master", "setup", AdminAs.json().put("bind", true))
                    .good();

            BrowserSession browser = BrowserSession.fresh();
            browser.get(consoleLogin()).submit(java.util.Map.of("username", name, "password", password));
            assertThat(browser.page().isCodePage()).isTrue();
            browser.page().submit(java.util.Map.of("code", new CodeInbox(phone).code(1)));
            assertThat(browser.page().url().getPath()).startsWith("/admin/master/console");

            kcadm.run("delete", "two-factor/setup", "-r", "master");
            BrowserSession afterwards = BrowserSession.fresh();
            afterwards.get(consoleLogin()).submit(java.util.Map.of("username", name, "password", password));
            assertThat(afterwards.page().url().getPath()).startsWith("/admin/master/console");
        } finally {
            ADMIN.send("DELETE", "master", "setup", null).good();
            ADMIN.send("DELETE", "master", "services/" + service, null).good();
            API.deleteUser("master", user);
            kcadm.forget();
        }
    }

    /** Where the admin console sends whoever is not signed in. */
    static String consoleLogin() {
        String console = TestKeycloak.shared().url() + "/admin/master/console/";
        return TestKeycloak.shared().url() + "/realms/master/protocol/openid-connect/auth"
                + "?client_id=security-admin-console&response_type=code&scope=openid&redirect_uri=" + console
                + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    }

    @Test
    void theDemosRealmFileKeepsKeycloaksOwnRequiredActions() throws java.io.IOException {
        TestRealm fresh = TestRealm.withoutTwoFactor();
        List<String> demo = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(new java.io.File("realm-export.json"))
                .path("requiredActions")
                .findValuesAsText("alias");

        List<String> keycloaks = new ArrayList<>();
        API.get("/" + fresh.name() + "/authentication/required-actions").forEach(action -> {
            if (!action.path("alias").asText().startsWith("two-factor")) {
                keycloaks.add(action.path("alias").asText());
            }
        });

        assertThat(keycloaks).contains("delete_credential");
        assertThat(demo).containsAll(keycloaks);
    }

    @Test
    void theAnswerToAWrongBodyNamesTheField() {
        AdminAs.Answer answer =
                ADMIN.send("POST", "master", "setup", AdminAs.json().put("bind", "yes"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("bind");
    }
}
