package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Our rows whose user or credential is gone without an event: Keycloak removes a whole directory, or all that was imported
 * from one, by bulk statements. Each call takes away a small batch.
 */
public final class LostRows {

    private static final Duration OLD = Duration.ofHours(1);
    /** Every user we keep anything of has a row in one of these. Other ids with a colon stand for nobody's account. */
    private static final List<String> KEPT = List.of("TwoFactorUser", "TwoFactorEnrollment");

    private static final String NO_LOCAL_USER =
            " e.userId not like '%:%'" + " and not exists (select u.id from UserEntity u where u.id = e.userId)";
    private static final String NO_DIRECTORY = " e.userId like 'f:%' and not exists (select c.id from ComponentEntity c"
            + " where c.id = substring(e.userId, 3, locate(':', e.userId, 3) - 3))";

    private final Transactions transactions;
    private final Clock clock;

    public LostRows(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Takes away everything of up to {@code most} users who are gone; returns how many there were. */
    public int removeUsers(int most) {
        int removed = 0;
        for (String entity : KEPT) {
            for (String condition : List.of(NO_LOCAL_USER, NO_DIRECTORY)) {
                removed += transactions.run(em -> removeUsers(em, entity, condition, most));
            }
        }
        return removed;
    }

    private static int removeUsers(EntityManager em, String entity, String condition, int most) {
        List<Object[]> gone = em.createQuery(
                        "select distinct e.realmId, e.userId from " + entity + " e where" + condition, Object[].class)
                .setMaxResults(most)
                .getResultList();
        gone.forEach(user -> RemovedRows.delete(em, (String) user[0], (String) user[1]));
        return gone.size();
    }

    /** Takes up to {@code most} credentials that are gone out of the index; returns how many there were. */
    public int removeEnrollments(int most) {
        return transactions.run(em -> {
            List<String> gone = em.createQuery(
                            "select e.credentialId from TwoFactorEnrollment e where not exists"
                                    + " (select c.id from CredentialEntity c where c.id = e.credentialId) and not exists"
                                    + " (select f.id from FederatedUserCredentialEntity f where f.id = e.credentialId)",
                            String.class)
                    .setMaxResults(most)
                    .getResultList();
            return gone.isEmpty()
                    ? 0
                    : em.createQuery("delete from TwoFactorEnrollment e where e.credentialId in :gone")
                            .setParameter("gone", gone)
                            .executeUpdate();
        });
    }

    /** Takes away claims that no longer hold. */
    public void removeClaims() {
        transactions.run(em -> em.createQuery("delete from TwoFactorClaim c where c.takenAt < :old")
                .setParameter("old", clock.millis() - OLD.toMillis())
                .executeUpdate());
    }
}
