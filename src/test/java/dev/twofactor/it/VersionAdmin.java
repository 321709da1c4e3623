package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The admin REST of a realm on a server of some version. */
final class VersionAdmin {

    private final AdminApi admin;
    private final String realm;

    VersionAdmin(String server, String realm) {
        this.admin = new AdminApi(server);
        this.realm = "/" + realm;
    }

    /** Takes the set-up's flows into use, does this, and takes them back. */
    void setsUpAndTakesBack(Runnable between) {
        String own = admin.get(realm).path("browserFlow").asText();
        ObjectNode bind = AdminAs.json().put("bind", true);

        assertThat(admin.get(realm + "/two-factor/services")).hasSize(1);
        admin.send("PUT", realm + "/two-factor/policy", AdminAs.json().put("code-length", 7));
        assertThat(admin.send("POST", realm + "/two-factor/setup", bind)
                        .path("bound")
                        .asBoolean())
                .isTrue();
        assertThat(admin.get(realm).path("browserFlow").asText()).isEqualTo("two-factor browser");
        between.run();
        assertThat(admin.get("/master/clients?clientId=two-factor-console")).hasSize(1);
        assertThat(admin.get(realm + "/two-factor/me").path("manageRealm").asBoolean())
                .isTrue();
        admin.send("DELETE", realm + "/two-factor/setup", null);
        assertThat(admin.get(realm).path("browserFlow").asText()).isEqualTo(own);
    }

    /**
     * The lists of users count roles: composite ones stand in Keycloak's tables in two forms, and each line of Keycloak brings its
     * own Hibernate.
     */
    void countsRoles(TestUser user) {
        JsonNode outer = role("outer");
        admin.send(
                "POST",
                realm + "/roles-by-id/" + outer.path("id").asText() + "/composites",
                AdminAs.json().arrayNode().add(role("inner")));
        admin.send(
                "POST",
                realm + "/users/" + user.id() + "/role-mappings/realm",
                AdminAs.json().arrayNode().add(outer));

        JsonNode preview = admin.get(realm + "/two-factor/preview?required-roles=inner");
        assertThat(preview.path("required").asInt()).isEqualTo(1);
        assertThat(preview.path("obstacles")).isEmpty();
        for (String path : List.of("roles", "groups", "clients", "identity-providers", "users")) {
            admin.get(realm + "/two-factor/preview/" + path);
        }
        assertThat(admin.get(realm + "/two-factor/users?status=pending")).isEmpty();
        assertThat(admin.get(realm + "/two-factor/usage")
                        .path(0)
                        .path("messages")
                        .asInt())
                .isPositive();
    }

    private JsonNode role(String name) {
        admin.send("POST", realm + "/roles", AdminAs.json().put("name", name));
        return admin.get(realm + "/roles/" + name);
    }
}
