package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.CodeStore;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Keeps codes and counts in Keycloak's database. The user's row is locked first and held until the commit: that serialises
 * all work on one user over threads and nodes, on every database Keycloak supports. What the work saved is written at its
 * end, each row once, and is durable before anybody learns what came of it.
 */
public final class JpaCodeStore implements CodeStore {

    /** A request meets at most so many rows that somebody else is just making: one a tally, and one turn to make its own. */
    private static final int MOST_ATTEMPTS = 13;

    private static final Logger LOG = Logger.getLogger(JpaCodeStore.class);

    private final Transactions transactions;

    public JpaCodeStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> T exclusively(String realmId, String userId, Function<UserRecords, T> work) {
        for (int attempt = 1; ; attempt++) {
            Contention contention = new Contention();
            try {
                Answer<T> answer = transactions.run(em -> locked(em, realmId, userId, contention, work));
                if (answer.isThere()) {
                    return answer.result();
                }
                contention.during(() -> transactions.run(em -> make(em, realmId, userId)));
            } catch (RuntimeException e) {
                // Two first contacts at once: the loser's insert fails, and its next try finds the winner's row.
                if (!contention.isLost() || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                contention.lostRow().ifPresent(this::makeBeforehand);
            }
        }
    }

    // On MariaDB those who found no row block each other when they make it, and would go on to do so: the row is made
    // by
    // itself, by whoever comes first, and the next attempt finds it.
    private void makeBeforehand(Object row) {
        try {
            transactions.run(em -> {
                em.persist(row);
                em.flush();
                return row;
            });
        } catch (RuntimeException e) {
            // Somebody else made it; and where the database is in trouble the next attempt says so.
            LOG.debugf("A row was not made beforehand: %s", e.getClass().getName());
        }
    }

    // On MariaDB a lock that finds no row locks the gap where it would be, and two who go on to insert there block
    // each
    // other: so the row is made in a transaction that has looked for nothing before.
    private static UserEntity make(EntityManager em, String realmId, String userId) {
        UserEntity row = new UserEntity(realmId, userId);
        em.persist(row);
        em.flush();
        return row;
    }

    private record Answer<T>(boolean isThere, T result) {}

    private static <T> Answer<T> locked(
            EntityManager em, String realmId, String userId, Contention contention, Function<UserRecords, T> work) {
        UserEntity user =
                em.find(UserEntity.class, new UserEntity.Key(realmId, userId), LockModeType.PESSIMISTIC_WRITE);
        if (user == null) {
            return new Answer<>(false, null);
        }
        JpaUserRecords records = new JpaUserRecords(em, user, contention);
        T result = work.apply(records);
        records.write();
        return new Answer<>(true, result);
    }
}
