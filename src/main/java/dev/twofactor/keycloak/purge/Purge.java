package dev.twofactor.keycloak.purge;

import dev.twofactor.keycloak.device.TrustedDevices;
import dev.twofactor.keycloak.store.OldChallenges;
import dev.twofactor.keycloak.store.OldTallies;
import dev.twofactor.keycloak.store.SpentCounts;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Takes away what has served its time, in small batches with a transaction each, so that no login waits for it. Two at once
 * do no harm: they only find less. A further table becomes one line in {@link #KINDS}.
 */
public final class Purge {

    private static final Logger LOG = Logger.getLogger(Purge.class);
    private static final int BATCH = 200;
    /** One run ends after so many batches of a kind, 400,000 rows: other tasks wait for the same thread; the next one goes on. */
    private static final int MOST_BATCHES = 2_000;

    private static final Map<String, OldRows> KINDS = kinds();

    private final KeycloakSessionFactory sessions;

    public Purge(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    private static Map<String, OldRows> kinds() {
        Map<String, OldRows> kinds = new LinkedHashMap<>();
        kinds.put("challenges", (session, now, atMost) -> OldChallenges.remove(em(session), now, atMost));
        kinds.put("messages", RealmLedgers::purge);
        kinds.put("counts", (session, now, atMost) -> SpentCounts.remove(em(session), now, atMost));
        kinds.put("tallies", (session, now, atMost) -> OldTallies.remove(em(session), now, atMost));
        kinds.put("trusted browsers", (session, now, atMost) -> TrustedDevices.of(session)
                .purge(atMost));
        return kinds;
    }

    /** Purges every kind; one that fails does not keep the others. */
    public void run() {
        KINDS.forEach((name, kind) -> {
            try {
                LOG.debugf("Purged %s: %s rows", name, purge(kind));
            } catch (RuntimeException e) {
                // The next run tries again; an exception's text may quote values.
                LOG.warnf("Old %s could not be purged: %s", name, e.getClass().getName());
            }
        });
    }

    private int purge(OldRows kind) {
        int all = 0;
        int batch = BATCH;
        for (int batches = 0; batches < MOST_BATCHES && batch >= BATCH; batches++) {
            batch = KeycloakModelUtils.runJobInTransactionWithResult(
                    sessions, session -> kind.purge(session, Instant.ofEpochMilli(Time.currentTimeMillis()), BATCH));
            all += batch;
        }
        return all;
    }

    static EntityManager em(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
