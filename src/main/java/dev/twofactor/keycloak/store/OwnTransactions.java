package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.function.Function;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Runs work in a database transaction of its own beside the request's. Each takes a second connection from Keycloak's
 * pool, so only a few run at once and the others wait briefly, then fail: an attack on codes cannot drain the pool.
 */
public final class OwnTransactions implements Transactions {

    private final KeycloakSessionFactory sessions;
    private final Turns turns;

    /**
     * @param atOnce how many may run at the same moment on this node, 1 or more
     * @param patience how long one waits for its turn before it fails
     */
    public OwnTransactions(KeycloakSessionFactory sessions, int atOnce, Duration patience) {
        this(sessions, new Turns(atOnce, patience));
    }

    private OwnTransactions(KeycloakSessionFactory sessions, Turns turns) {
        this.sessions = sessions;
        this.turns = turns;
    }

    /** The same turns, shared with these, for callers who wait for one no longer than this. */
    public OwnTransactions within(Duration otherPatience) {
        return new OwnTransactions(sessions, turns.within(otherPatience));
    }

    /**
     * Commits what the work wrote before it returns.
     *
     * @throws StoreBusyException when no turn came in time; nothing was done
     * @throws RuntimeException when the work or the database fails; nothing was written
     */
    @Override
    public <T> T run(Function<EntityManager, T> work) {
        return turns.run(() -> KeycloakModelUtils.runJobInTransactionWithResult(
                sessions,
                session -> work.apply(
                        session.getProvider(JpaConnectionProvider.class).getEntityManager())));
    }
}
