package dev.twofactor.keycloak.admin;

import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * One request of an admin.
 *
 * @param realm the realm that it is about
 */
record AdminCall(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder events) {

    /** Refuses admins without {@code view-realm}. */
    void requireView() {
        if (!auth.realm().canViewRealm()) {
            throw AdminError.forbidden();
        }
    }

    /** Refuses admins without {@code manage-realm}. */
    void requireManage() {
        if (!auth.realm().canManageRealm()) {
            throw AdminError.forbidden();
        }
    }

    /**
     * Leaves an admin event.
     *
     * @param kind such as {@code TWO_FACTOR_SERVICE}
     * @param path below {@code two-factor/}
     * @param what goes into the event as it is, so it must be free of secrets; null for nothing
     */
    void record(OperationType operation, String kind, String path, Object what) {
        AdminEventBuilder event = events.operation(operation).resource(kind).resourcePath("two-factor/" + path);
        if (what != null) {
            event.representation(what);
        }
        event.success();
    }
}
