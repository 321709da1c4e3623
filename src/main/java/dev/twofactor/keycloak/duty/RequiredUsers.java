package dev.twofactor.keycloak.duty;

import dev.twofactor.domain.enrollment.EnrollmentRule;
import dev.twofactor.domain.enrollment.Person;
import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.keycloak.server.TwoFactor;
import java.time.Instant;
import org.keycloak.common.util.Time;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Of whom a realm's policy requires a second factor now. */
public final class RequiredUsers {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EnrollmentPolicy policy;

    public RequiredUsers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.policy = TwoFactor.of(session).policy(realm).enrollment();
    }

    /** Whether the user must have one, grace or not. */
    public boolean include(UserModel user) {
        Instant created = user.getCreatedTimestamp() == null ? null : Instant.ofEpochMilli(user.getCreatedTimestamp());
        return new EnrollmentRule(policy)
                .isRequired(
                        new Person(isNamed(user), created, null, null), Instant.ofEpochMilli(Time.currentTimeMillis()));
    }

    /** Whether one of the policy's roles or groups has this user, by whatever composite role or parent group. */
    public boolean isNamed(UserModel user) {
        return policy.requiredRoles().stream()
                        .anyMatch(name -> NamedRoles.of(realm, name).anyMatch(user::hasRole))
                || policy.requiredGroups().stream().anyMatch(path -> isMember(user, path));
    }

    private boolean isMember(UserModel user, String path) {
        GroupModel group = KeycloakModelUtils.findGroupByPath(session, realm, path);
        return group != null && user.isMemberOf(group);
    }
}
