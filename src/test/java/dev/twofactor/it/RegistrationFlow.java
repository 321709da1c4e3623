package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A realm whose registration asks for a code first, set up as an admin does in the console. */
final class RegistrationFlow {

    private static final String STEP = "two-factor-registration";
    private static final String FLOW = "shop registration";
    private static final String FORM = FLOW + " registration form";

    private RegistrationFlow() {}

    static TestRealm inNewRealm() {
        TestRealm realm = TestRealm.create(file -> file.put("registrationAllowed", true));
        AdminApi admin = TestKeycloak.shared().admin();
        String flows = "/" + realm.name() + "/authentication/flows/";
        ObjectNode copy = JsonNodeFactory.instance.objectNode().put("newName", FLOW);
        admin.send("POST", flows + "registration/copy", copy);
        admin.send(
                "POST",
                flows + FORM.replace(" ", "%20") + "/executions/execution",
                JsonNodeFactory.instance.objectNode().put("provider", STEP));
        admin.updateExecution(realm.name(), FLOW, ((ObjectNode) step(realm)).put("requirement", "REQUIRED"));
        admin.updateRealm(realm.name(), JsonNodeFactory.instance.objectNode().put("registrationFlow", FLOW));
        return realm;
    }

    /** Puts the step before all others of the form, where it must not stand. */
    static void misplace(TestRealm realm) {
        AdminApi admin = TestKeycloak.shared().admin();
        for (int i = 0; i < 4; i++) {
            admin.send(
                    "POST",
                    "/" + realm.name() + "/authentication/executions/"
                            + step(realm).path("id").asText() + "/raise-priority",
                    null);
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode step(TestRealm realm) {
        for (var step : TestKeycloak.shared().admin().executions(realm.name(), FLOW)) {
            if (step.path("providerId").asText().equals(STEP)) {
                return step;
            }
        }
        throw new AssertionError("The step is not in the flow");
    }

    static String address(TestRealm realm) {
        return BrowserSession.loginAddress(realm.name(), "web").replace("/auth?", "/registrations?");
    }

    static Map<String, String> profile(String name, String password, String email) {
        return Map.of(
                "username", name,
                "password", password,
                "password-confirm", password,
                "email", email,
                "firstName", "New",
                "lastName", "Comer");
    }
}
