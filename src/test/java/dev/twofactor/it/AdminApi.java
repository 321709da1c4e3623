package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a realm admin does over Keycloak's admin REST, as the server's first admin. Thread-safe. */
final class AdminApi {

    private final AdminConnection connection;

    AdminApi(String url) {
        connection = new AdminConnection(url);
    }

    /** Any request below {@code /admin/realms}, for what has no method here; an answer that is not 2xx is an error. */
    JsonNode send(String method, String path, JsonNode body) {
        return connection.send(method, path, body).body();
    }

    JsonNode get(String path) {
        return send("GET", path, null);
    }

    void createRealm(JsonNode realm) {
        send("POST", "", realm);
    }

    void deleteRealm(String realm) {
        send("DELETE", "/" + realm, null);
    }

    /** Changes these fields of the realm; {@code attributes} named in it are set, others stay. */
    void updateRealm(String realm, ObjectNode changes) {
        send("PUT", "/" + realm, changes);
    }

    /** Makes a user from Keycloak's representation and returns the id. */
    String createUser(String realm, ObjectNode user) {
        return connection.send("POST", "/" + realm + "/users", user).createdId();
    }

    /** Makes an enabled user with a password and further credentials as a realm file would carry them; returns the id. */
    String createUser(String realm, String name, String password, ArrayNode credentials) {
        ObjectNode user = credentials.objectNode();
        user.put("username", name).put("enabled", true).put("firstName", "Test").put("lastName", "User");
        user.put("email", name + "@test.example").put("emailVerified", true);
        ArrayNode all = user.putArray("credentials");
        all.addObject().put("type", "password").put("value", password).put("temporary", false);
        all.addAll(credentials);
        return createUser(realm, user);
    }

    void deleteUser(String realm, String id) {
        send("DELETE", "/" + realm + "/users/" + id, null);
    }

    /** What the admin console lists as the user's credentials. */
    JsonNode credentials(String realm, String userId) {
        return get("/" + realm + "/users/" + userId + "/credentials");
    }

    /** The realm's components of one kind, such as {@code dev.twofactor.keycloak.SmsService}. */
    JsonNode components(String realm, String providerType) {
        return get("/" + realm + "/components?type=" + encode(providerType));
    }

    String createComponent(String realm, ObjectNode component) {
        return connection.send("POST", "/" + realm + "/components", component).createdId();
    }

    void updateComponent(String realm, JsonNode component) {
        send("PUT", "/" + realm + "/components/" + component.path("id").asText(), component);
    }

    void deleteComponent(String realm, String id) {
        send("DELETE", "/" + realm + "/components/" + id, null);
    }

    /** The user's events, newest first, up to 100. */
    JsonNode events(String realm, String userId) {
        return get("/" + realm + "/events?max=100&user=" + encode(userId));
    }

    /** What Keycloak's own brute-force protection counted for this user. */
    JsonNode attackDetection(String realm, String userId) {
        return get("/" + realm + "/attack-detection/brute-force/users/" + userId);
    }

    /** The steps of a flow, by the flow's alias. */
    JsonNode executions(String realm, String flow) {
        return get("/" + realm + "/authentication/flows/" + encode(flow).replace("+", "%20") + "/executions");
    }

    /** Changes a step, such as its {@code requirement}; the step as {@link #executions} gave it. */
    void updateExecution(String realm, String flow, JsonNode execution) {
        String path = "/authentication/flows/" + encode(flow).replace("+", "%20") + "/executions";
        send("PUT", "/" + realm + path, execution);
    }

    /** Ends every session of the user. */
    void logOut(String realm, String userId) {
        send("POST", "/" + realm + "/users/" + userId + "/logout", null);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
