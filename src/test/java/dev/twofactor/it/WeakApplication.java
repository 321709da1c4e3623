package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * An application whose own flow asks for the password alone, in the browser and at the token endpoint: who has only
 * somebody's password gets a session here, without any proof of a second factor.
 */
final class WeakApplication {

    static final String ID = "weak";

    private WeakApplication() {}

    /** Adds it to the realm. */
    static void addTo(TestRealm realm) {
        AdminApi admin = TestKeycloak.shared().admin();
        admin.send("POST", "/" + realm.name() + "/authentication/flows", flow());
        String flow = flowId(realm, "password alone");
        step(realm, "auth-cookie", "ALTERNATIVE");
        step(realm, "auth-username-password-form", "ALTERNATIVE");
        ObjectNode client = JsonNodeFactory.instance
                .objectNode()
                .put("clientId", ID)
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true);
        client.putArray("redirectUris").add(BrowserSession.APPLICATION + "*");
        client.putObject("authenticationFlowBindingOverrides").put("browser", flow);
        admin.send("POST", "/" + realm.name() + "/clients", client);
    }

    /** Signs in with the password, and is in. */
    static Page signIn(BrowserSession browser, TestRealm realm, TestUser user) {
        browser.openLogin(realm.name(), ID);
        Page page = browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        if (!page.isSignedIn()) {
            throw new AssertionError("The weak application asked for more: " + page.text());
        }
        return page;
    }

    private static ObjectNode flow() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("alias", "password alone")
                .put("providerId", "basic-flow")
                .put("topLevel", true)
                .put("builtIn", false);
    }

    private static void step(TestRealm realm, String provider, String requirement) {
        AdminApi admin = TestKeycloak.shared().admin();
        String path = "/" + realm.name() + "/authentication/flows/password%20alone/executions/execution";
        admin.send("POST", path, JsonNodeFactory.instance.objectNode().put("provider", provider));
        for (JsonNode execution : admin.executions(realm.name(), "password alone")) {
            if (execution.path("providerId").asText().equals(provider)) {
                ((ObjectNode) execution).put("requirement", requirement);
                admin.updateExecution(realm.name(), "password alone", execution);
            }
        }
    }

    private static String flowId(TestRealm realm, String alias) {
        JsonNode flows = TestKeycloak.shared().admin().get("/" + realm.name() + "/authentication/flows");
        return StreamSupport.stream(flows.spliterator(), false)
                .filter(flow -> flow.path("alias").asText().equals(alias))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }
}
