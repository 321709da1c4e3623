package dev.twofactor.keycloak.enrollment;

import dev.twofactor.keycloak.purge.Purge;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.LostRows;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/** What has to be done to the tables now and then, since no event tells of it. */
final class Upkeep {

    /** Names the timer's task and the lock that lets one node at a time do it. */
    static final String NAME = "two-factor-upkeep";

    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int BATCH = 100;

    private final KeycloakSessionFactory sessions;

    Upkeep(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Every hour from now on, on one node at a time. */
    static void schedule(KeycloakSessionFactory sessions) {
        Upkeep upkeep = new Upkeep(sessions);
        KeycloakModelUtils.runJobInTransaction(sessions, session -> session.getProvider(TimerProvider.class)
                .schedule(upkeep::runOnOneNode, EVERY.toMillis(), NAME));
    }

    /** The index once, behind the request's commit and away from its thread; two at once only cost a little. */
    static void soon(KeycloakSession session) {
        Upkeep upkeep = new Upkeep(session.getKeycloakSessionFactory());
        ExecutorsProvider executors = session.getProvider(ExecutorsProvider.class);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                executors.getExecutor(NAME).execute(upkeep::tidyIndex);
            }

            @Override
            protected void rollbackImpl() {
                // Nothing changed.
            }
        });
    }

    // What is thrown here would end the one timer of all of Keycloak's tasks.
    void runOnOneNode() {
        try (KeycloakSession session = sessions.create()) {
            session.getProvider(ClusterProvider.class).executeIfNotExecuted(NAME, (int) EVERY.toSeconds(), () -> {
                run();
                return null;
            });
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The upkeep of the two-factor tables did not begin: %s",
                    e.getClass().getName());
        }
    }

    private void run() {
        new Purge(sessions).run();
        tidyIndex();
    }

    // The next hour's run finds what this one could not do.
    private void tidyIndex() {
        try {
            removeLostRows();
            new IndexFill(sessions).run();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The upkeep of the two-factor tables failed: %s",
                    e.getClass().getName());
        }
    }

    private void removeLostRows() {
        LostRows lost = KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> TwoFactor.of(session).lostRows());
        while (lost.removeUsers(BATCH) > 0) {
            // The next batch.
        }
        while (lost.removeEnrollments(BATCH) > 0) {
            // The next batch.
        }
        lost.removeClaims();
    }
}
