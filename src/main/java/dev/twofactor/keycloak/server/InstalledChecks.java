package dev.twofactor.keycloak.server;

import dev.twofactor.domain.spend.Asked;
import dev.twofactor.domain.spend.SendCheck;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** All checks that an operator has installed: each of them must say yes. */
final class InstalledChecks implements SendCheck {

    private static final Logger LOG = Logger.getLogger(InstalledChecks.class);

    private final RealmModel realm;
    private final Set<dev.twofactor.keycloak.SendCheck> checks;

    private InstalledChecks(RealmModel realm, Set<dev.twofactor.keycloak.SendCheck> checks) {
        this.realm = realm;
        this.checks = checks;
    }

    /** {@link SendCheck#NONE} where none is installed, so that nothing is prepared for one. */
    static SendCheck of(KeycloakSession session, RealmModel realm) {
        Set<dev.twofactor.keycloak.SendCheck> checks = session.getAllProviders(dev.twofactor.keycloak.SendCheck.class);
        return checks.isEmpty() ? NONE : new InstalledChecks(realm, checks);
    }

    @Override
    public boolean allows(Asked asked) {
        return checks.stream().allMatch(check -> allows(check, asked));
    }

    // Its text may carry the number.
    private boolean allows(dev.twofactor.keycloak.SendCheck check, Asked asked) {
        try {
            return check.allows(realm, asked);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "The check %s of realm %s failed: %s",
                    check.getClass().getName(), realm.getName(), e.getClass().getName());
            return false;
        }
    }
}
