package dev.twofactor.keycloak.purge;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.OldMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The ledgers of all realms, each kept for as many days as its policy says. */
final class RealmLedgers {

    private static final Logger LOG = Logger.getLogger(RealmLedgers.class);

    private RealmLedgers() {}

    static int purge(KeycloakSession session, Instant now, int atMost) {
        int removed = 0;
        for (Map.Entry<String, Integer> realm : daysByRealm(session).entrySet()) {
            Instant end = now.minus(Duration.ofDays(realm.getValue()));
            removed += OldMessages.remove(Purge.em(session), realm.getKey(), end, atMost - removed);
            if (removed >= atMost) {
                return removed;
            }
        }
        return removed;
    }

    // In a session of its own: Hibernate looks through all that was read for changes, before each question that
    // removes.
    private static Map<String, Integer> daysByRealm(KeycloakSession session) {
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), own -> {
            Map<String, Integer> days = new LinkedHashMap<>();
            own.realms().getRealmsStream().forEach(realm -> readDays(own, realm, days));
            return days;
        });
    }

    private static void readDays(KeycloakSession session, RealmModel realm, Map<String, Integer> days) {
        try {
            days.put(realm.getId(), TwoFactor.of(session).policy(realm).ledger().days());
        } catch (SettingException e) {
            LOG.warnf("The ledger of realm %s is not purged: %s", realm.getName(), e.getMessage());
        }
    }
}
