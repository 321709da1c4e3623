package dev.twofactor.keycloak.stepup;

import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Whether a user has a second factor that can be shown: set up, allowed by the policy, and asked for by some flow. */
final class UsableFactors {

    private UsableFactors() {}

    /** Also true while the user has switched them off: the set-up is there and can be shown. */
    static boolean has(KeycloakSession session, RealmModel realm, UserModel user) {
        TwoFactorPolicy policy = TwoFactor.of(session).policy(realm);
        if (policy.enrollment().requirement() == Requirement.OFF) {
            return false;
        }
        ValidSetUps valid = ValidSetUps.of(policy);
        Set<String> asked = AskedFactors.of(session, realm);
        return FactorTypes.ALL.stream().filter(asked::contains).anyMatch(type -> valid.has(user, type));
    }
}
