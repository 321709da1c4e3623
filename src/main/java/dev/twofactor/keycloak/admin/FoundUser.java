package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.setup.HelpDeskRole;
import jakarta.ws.rs.ForbiddenException;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.common.Profile;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.UserModel;

/**
 * Finds one user for an admin by the rules of Keycloak's own users resource. Who can have no right over any user is
 * refused before anything is read, so neither the answer nor its time tells which ids there are.
 */
final class FoundUser {

    private static final int LONGEST_ID = 255;

    private final AdminCall call;
    private final String id;

    FoundUser(AdminCall call, String id) {
        this.call = call;
        this.id = id;
    }

    /** Refuses admins who may not view this user. */
    UserModel viewed() {
        UserModel user = found();
        call.auth().users().requireView(user);
        return user;
    }

    /** Refuses admins who may not manage this user. */
    UserModel managed() {
        UserModel user = found();
        call.auth().users().requireManage(user);
        return user;
    }

    /** Refuses admins who neither may manage this user nor have the help desk's role and may view the user. */
    UserModel helped() {
        UserModel user = found();
        if (call.auth().hasOneAdminRole(HelpDeskRole.NAME)
                && call.auth().users().canView(user)) {
            return user;
        }
        call.auth().users().requireManage(user);
        return user;
    }

    private UserModel found() {
        if (!mayBeMet()) {
            throw new ForbiddenException();
        }
        UserModel user = canBeId(id) ? call.session().users().getUserById(call.realm(), id) : null;
        if (user == null) {
            call.auth().users().requireQuery();
            throw AdminError.notFound("There is no such user");
        }
        return user;
    }

    /** Whether a database takes this text for an id: PostgreSQL knows no zero byte. */
    static boolean canBeId(String id) {
        return id.length() <= LONGEST_ID && id.indexOf(0) < 0;
    }

    private boolean mayBeMet() {
        return call.auth().hasOneAdminRole(AdminRoles.MANAGE_USERS, AdminRoles.VIEW_USERS, AdminRoles.QUERY_USERS)
                || AdminPermissionsSchema.SCHEMA.isAdminPermissionsEnabled(call.realm())
                || Profile.isFeatureEnabled(Profile.Feature.ADMIN_FINE_GRAINED_AUTHZ);
    }
}
