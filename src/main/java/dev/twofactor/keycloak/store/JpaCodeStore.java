package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.CodeStore;
import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Keeps codes and counts in Keycloak's database. One atomic update on the user's row comes first and holds the row until
 * the commit: that serialises all work on one user over threads and nodes, on every database Keycloak supports.
 */
public final class JpaCodeStore implements CodeStore {

    /** A request meets at most so many rows that somebody else is just making: one a tally. */
    private static final int MOST_ATTEMPTS = 12;

    private final Transactions transactions;

    public JpaCodeStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> T exclusively(String realmId, String userId, Function<UserRecords, T> work) {
        for (int attempt = 1; ; attempt++) {
            Contention contention = new Contention();
            try {
                return transactions.run(em -> locked(em, realmId, userId, contention, work));
            } catch (RuntimeException e) {
                // Two first contacts at once: the loser's insert fails, and its next try finds the winner's row.
                if (!contention.isLost() || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static <T> T locked(
            EntityManager em, String realmId, String userId, Contention contention, Function<UserRecords, T> work) {
        int rows = em.createQuery(
                        "update TwoFactorUser u set u.locks = u.locks + 1 where u.realmId = :realm and u.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
        if (rows == 0) {
            contention.during(() -> {
                em.persist(new UserEntity(realmId, userId));
                em.flush();
            });
        }
        T result = work.apply(new JpaUserRecords(em, realmId, userId, contention));
        em.flush();
        return result;
    }
}
