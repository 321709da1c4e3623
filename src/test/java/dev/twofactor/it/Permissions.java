package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;

/** Keycloak's fine-grained admin permissions of one realm that has them switched on. */
final class Permissions {

    private final AdminApi api = TestKeycloak.shared().admin();
    private final String server;

    Permissions(String realm) {
        String id = api.get("/" + realm + "/clients?clientId=admin-permissions")
                .path(0)
                .path("id")
                .asText();
        server = "/" + realm + "/clients/" + id + "/authz/resource-server";
    }

    /** This user as an admin with the role {@code query-users} and these others of {@code realm-management}. */
    static AdminAs seeker(TestRealm realm, TestUser user, String... others) {
        AdminApi api = TestKeycloak.shared().admin();
        String client = api.get("/" + realm.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
        ArrayNode roles = AdminAs.json().arrayNode();
        Stream.concat(Stream.of("query-users"), Stream.of(others))
                .forEach(role -> roles.add(api.get("/" + realm.name() + "/clients/" + client + "/roles/" + role)));
        api.send("POST", "/" + realm.name() + "/users/" + user.id() + "/role-mappings/clients/" + client, roles);
        return AdminAs.user(realm.name(), user.name(), user.password());
    }

    /** A policy that is true for this user, or with {@code NEGATIVE} for everybody else; returns its id. */
    String policy(String name, TestUser user, String logic) {
        ObjectNode policy = AdminAs.json().put("name", name).put("logic", logic);
        policy.putArray("users").add(user.id());
        return api.send("POST", server + "/policy/user", policy).path("id").asText();
    }

    /** Lets whom the policy is true for do this to these users, or to all when none is named. */
    void allow(String name, String policy, Set<String> scopes, String... users) {
        ObjectNode permission = AdminAs.json().put("name", name).put("resourceType", "Users");
        scopes.forEach(permission.putArray("scopes")::add);
        permission.putArray("policies").add(policy);
        for (String user : users) {
            permission.withArray("/resources").add(user);
        }
        api.send("POST", server + "/permission/scope", permission);
    }
}
