package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.store.RequiredUsersQuery;
import dev.twofactor.keycloak.store.RequiredUsersQuery.Fate;
import dev.twofactor.keycloak.store.RequiredUsersQuery.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Roles, groups or identity providers with what would become of their users. */
record PreviewedParts(RealmModel realm, RequiredUsersQuery users) {

    /**
     * One row for each of these keys, in their order: its name, and a number for each fate.
     *
     * @param mustSetUp key to the number of those who must set one up; keys without any may be left out
     */
    Map<String, Map<String, Object>> rows(Part part, List<String> keys, Map<String, Long> mustSetUp) {
        Map<String, Long> all = users.of(part, Fate.ALL, keys);
        Map<String, Long> required = users.isEverybodyRequired() ? all : users.of(part, Fate.REQUIRED, keys);
        Map<String, Long> without = users.of(part, Fate.WITHOUT_DESTINATION, keys);
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        for (String key : keys) {
            long met = required.getOrDefault(key, 0L);
            long open = mustSetUp.getOrDefault(key, 0L);
            Map<String, Object> row = name(part, key);
            row.put(Fate.ALL.key(), all.getOrDefault(key, 0L));
            row.put(Fate.REQUIRED.key(), met);
            // Between two of these questions somebody may have set one up.
            row.put(Fate.READY.key(), Math.max(0, met - open));
            row.put(Fate.MUST_SET_UP.key(), open);
            row.put(Fate.WITHOUT_DESTINATION.key(), without.getOrDefault(key, 0L));
            rows.put(key, row);
        }
        return rows;
    }

    private Map<String, Object> name(Part part, String key) {
        Map<String, Object> name = new LinkedHashMap<>();
        switch (part) {
            case PROVIDER -> name.put("alias", key);
            case GROUP -> {
                GroupModel group = realm.getGroupById(key);
                name.put("id", key);
                name.put("group", group == null ? "" : KeycloakModelUtils.buildGroupPath(group));
            }
            case ROLE -> {
                RoleModel role = realm.getRoleById(key);
                name.put("id", key);
                name.put("role", role == null ? "" : role.getName());
                if (role != null && role.getContainer() instanceof ClientModel client) {
                    name.put("client", client.getClientId());
                }
            }
        }
        return name;
    }
}
