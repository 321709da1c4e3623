package dev.twofactor.keycloak.setup;

import dev.twofactor.keycloak.registration.RegistrarRole;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Makes the role for applications that register people, once: an admin may delete it again. Nobody gets it by that. */
final class Roles {

    private static final String CREATED = "roles.created";

    private final RealmModel realm;
    private final Memory memory;

    Roles(RealmModel realm, Memory memory) {
        this.realm = realm;
        this.memory = memory;
    }

    void apply() {
        if (realm.getRole(RegistrarRole.NAME) == null && !memory.has(CREATED, RegistrarRole.NAME)) {
            realm.addRole(RegistrarRole.NAME)
                    .setDescription("Registers people with a verified phone or address, for service accounts");
            memory.add(CREATED, RegistrarRole.NAME);
        }
    }

    /** Whether a set-up made it, to be asked while the memory is there. */
    boolean isMade() {
        return memory.has(CREATED, RegistrarRole.NAME);
    }

    void remove() {
        RoleModel role = realm.getRole(RegistrarRole.NAME);
        if (role != null) {
            realm.removeRole(role);
        }
    }
}
