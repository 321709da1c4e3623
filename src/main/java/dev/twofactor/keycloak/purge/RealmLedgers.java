package dev.twofactor.keycloak.purge;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.OldMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The ledgers of all realms, each kept for as many days as its policy says. */
final class RealmLedgers {

    private static final Logger LOG = Logger.getLogger(RealmLedgers.class);

    private RealmLedgers() {}

    static int purge(KeycloakSession session, Instant now, int atMost) {
        int removed = 0;
        List<RealmModel> realms = session.realms().getRealmsStream().toList();
        for (RealmModel realm : realms) {
            removed += purge(session, realm, now, atMost - removed);
            if (removed >= atMost) {
                return removed;
            }
        }
        return removed;
    }

    private static int purge(KeycloakSession session, RealmModel realm, Instant now, int atMost) {
        try {
            int days = TwoFactor.of(session).policy(realm).ledger().days();
            return OldMessages.remove(Purge.em(session), realm.getId(), now.minus(Duration.ofDays(days)), atMost);
        } catch (SettingException e) {
            LOG.warnf("The ledger of realm %s is not purged: %s", realm.getName(), e.getMessage());
            return 0;
        }
    }
}
