package dev.twofactor.keycloak.setup;

import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The role that lets an agent check who a caller is, of the client whose roles are all rights over a realm
 * ({@code realm-management}). It is in no composite role: who may manage users needs it not.
 */
public final class HelpDeskRole {

    public static final String NAME = "two-factor-help-desk";

    private static final String CREATED = "help-desk-role";

    private HelpDeskRole() {}

    /** Makes it where it is missing; Keycloak lets no admin change the roles of that client. */
    static void ensure(RealmModel realm, Memory memory) {
        ClientModel rights = rights(realm);
        if (rights == null
                || rights.getRole(NAME) != null
                || memory.text(CREATED).isPresent()) {
            return;
        }
        rights.addRole(NAME)
                .setDescription(
                        "May send a code to a caller whom the admin may view, and check what the caller reads back");
        memory.put(CREATED, "created");
    }

    /** Removes the one that {@link #ensure} made, from its holders too. */
    static void takeBack(RealmModel realm, Memory memory) {
        Optional<RoleModel> role = Optional.ofNullable(rights(realm)).map(rights -> rights.getRole(NAME));
        if (memory.text(CREATED).isPresent() && role.isPresent()) {
            role.get().getContainer().removeRole(role.get());
        }
        memory.forget(CREATED);
    }

    private static ClientModel rights(RealmModel realm) {
        return realm.getName().equals(Config.getAdminRealm())
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }
}
