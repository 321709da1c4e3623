package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A confidential application whose own account has the role to register people. Thread-safe. */
final class RegisteringApp {

    private static final String ROLE = "two-factor-registrar";

    private final TestRealm realm;
    private final SelfService api;

    private RegisteringApp(TestRealm realm, SelfService api) {
        this.realm = realm;
        this.api = api;
    }

    /** Makes it in the realm. */
    static RegisteringApp of(TestRealm realm, String client) {
        TokenEndpoint endpoint = TokenEndpoint.of(realm, client);
        giveRole(realm, accountOf(realm, client));
        return new RegisteringApp(realm, new SelfService(realm, endpoint.ownToken()));
    }

    /** Id of the account of an application's own. */
    static String accountOf(TestRealm realm, String client) {
        AdminApi admin = TestKeycloak.shared().admin();
        String id = admin.get("/" + realm.name() + "/clients?clientId=" + client)
                .path(0)
                .path("id")
                .asText();
        return admin.get("/" + realm.name() + "/clients/" + id + "/service-account-user")
                .path("id")
                .asText();
    }

    /** Lets a user have the role, person or application. */
    static void giveRole(TestRealm realm, String userId) {
        AdminApi admin = TestKeycloak.shared().admin();
        admin.send(
                "POST",
                "/" + realm.name() + "/users/" + userId + "/role-mappings/realm",
                JsonNodeFactory.instance.arrayNode().add(admin.get("/" + realm.name() + "/roles/" + ROLE)));
    }

    SelfService api() {
        return api;
    }

    SelfService.Answer start(String method, String destination) {
        return api.post("verifications", SelfServiceIT.verification(method, destination));
    }

    SelfService.Answer bring(SelfService.Answer started, String code) {
        return api.post("verifications/" + started.text("id"), SelfServiceIT.code(code));
    }

    /** Proves a phone or address: its verification token. */
    String prove(String method, String destination) {
        CodeInbox inbox = new CodeInbox(destination);
        int next = inbox.codes() + 1;
        SelfService.Answer started = start(method, destination);
        return Secrets.remember(bring(started, inbox.code(next)).text("verificationToken"));
    }

    SelfService.Answer register(String token, String name, String password, Map<String, String> more) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("verificationToken", token).put("username", name).put("password", password);
        body.put("firstName", "New").put("lastName", "Comer").put("email", name + "@test.example");
        more.forEach(body::put);
        return api.post("users", body.toString());
    }

    SelfService.Answer complete(String userId, String token, String password) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("verificationToken", token).put("password", password);
        return api.post("users/" + userId, body.toString());
    }

    /** A user with a profile alone, as shops keep guests. */
    TestUser guest(String name) {
        ObjectNode guest = JsonNodeFactory.instance.objectNode();
        guest.put("username", name)
                .put("enabled", true)
                .put("firstName", "Guest")
                .put("lastName", "Here");
        guest.put("email", name + "@test.example");
        String id = TestKeycloak.shared().admin().createUser(realm.name(), guest);
        return new TestUser(id, name, Secrets.password(), PhoneNumbers.next(), "");
    }
}
