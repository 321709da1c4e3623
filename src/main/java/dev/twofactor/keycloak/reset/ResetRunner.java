package dev.twofactor.keycloak.reset;

import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.store.RealmResets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/** Sees to it that begun resets come to their end: at once on this node, and every minute for those that another node left. */
public final class ResetRunner {

    private static final Logger LOG = Logger.getLogger(ResetRunner.class);
    private static final String NAME = "two-factor-reset";
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** Realms that this node works on, so that the timer does not come on top. */
    private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

    private ResetRunner() {}

    /** Goes on with what a restart left undone, now and every minute. */
    public static void schedule(KeycloakSessionFactory sessions) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            session.getProvider(TimerProvider.class).schedule(() -> resume(sessions), EVERY.toMillis(), NAME);
            inBackground(session, () -> resume(sessions));
        });
    }

    /** Begins behind the request's commit, away from its thread. */
    public static void soon(KeycloakSession session, String realmId) {
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        ExecutorsProvider executors = session.getProvider(ExecutorsProvider.class);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                executors.getExecutor(NAME).execute(() -> run(sessions, realmId));
            }

            @Override
            protected void rollbackImpl() {
                // Nothing was begun.
            }
        });
    }

    private static void inBackground(KeycloakSession session, Runnable work) {
        session.getProvider(ExecutorsProvider.class).getExecutor(NAME).execute(work);
    }

    private static void resume(KeycloakSessionFactory sessions) {
        try {
            List<String> realms = KeycloakModelUtils.runJobInTransactionWithResult(
                    sessions, session -> new RealmResets(session, FactorTypes.ALL).running());
            realms.forEach(realm -> run(sessions, realm));
        } catch (RuntimeException e) {
            LOG.warnf("Begun resets were not gone on with: %s", e.getClass().getName());
        }
    }

    // What this run could not do, the next minute's does.
    private static void run(KeycloakSessionFactory sessions, String realmId) {
        if (!HERE.add(realmId)) {
            return;
        }
        try {
            new RealmReset(sessions, realmId).run();
        } catch (RuntimeException e) {
            LOG.warnf("The reset of realm %s waits: %s", realmId, e.getClass().getName());
        } finally {
            HERE.remove(realmId);
        }
    }
}
