package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.store.UserStatuses;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.List;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.authorization.fgap.evaluation.partial.PartialEvaluationStorageProvider;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.UserProvider;
import org.keycloak.models.jpa.entities.UserEntity;

/** The users that an admin may see: all with the role, else those that fine-grained permissions leave; a count tells of no other. */
final class SeenUsers implements UserStatuses.Visible {

    private final AdminCall call;
    private final boolean all;

    /** @throws jakarta.ws.rs.WebApplicationException for admins who may see nobody */
    SeenUsers(AdminCall call) {
        this.call = call;
        this.all = areAllSeen(call);
        if (!all && !areSomeSeen(call)) {
            throw AdminError.forbidden();
        }
    }

    /** Whether a role of the admin shows every user of the realm. */
    static boolean areAllSeen(AdminCall call) {
        return call.auth().hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
    }

    /** Whether fine-grained permissions decide for the admin which users are seen: it may be none. */
    static boolean areSomeSeen(AdminCall call) {
        return AdminPermissionsSchema.SCHEMA.isAdminPermissionsEnabled(call.realm())
                && call.auth().users().canQuery();
    }

    /** Whether the admin may see every user of the realm. */
    boolean areAll() {
        return all;
    }

    @Override
    public List<Predicate> conditions(CriteriaBuilder cb, CriteriaQuery<?> query, Root<UserEntity> user) {
        if (all) {
            return List.of();
        }
        PartialEvaluationStorageProvider storage =
                call.session().getProvider(UserProvider.class, "jpa") instanceof PartialEvaluationStorageProvider found
                        ? found
                        : null;
        List<Predicate> allowed = AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
                call.session(), AdminPermissionsSchema.USERS, storage, call.realm(), cb, query, user);
        // Keycloak skips its filter for admins whom it takes for one with the role: this one has it not.
        return allowed.isEmpty() ? List.of(cb.disjunction()) : allowed;
    }
}
