package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Lets one user alone take a phone or address where each may serve one user only. The index learns of a new credential
 * after its commit; a claim covers the moment before, over all threads and nodes: its primary key can be inserted once.
 */
public final class DestinationClaims {

    /** Far longer than a request takes from the claim to the index; a claim whose request failed blocks nobody longer. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Clock clock;

    public DestinationClaims(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes the destination for this user, in a transaction of its own.
     *
     * @param hashes what the index may know it by, the hash of the active key first
     * @return false when another user has set it up, or claims it at this moment
     * @throws StoreBusyException when no transaction came free in time; nothing may be concluded
     * @throws RuntimeException when the database fails, likewise
     */
    public boolean take(String realmId, String userId, List<String> hashes) {
        ClaimEntity.Key key = new ClaimEntity.Key(realmId, hashes.get(0));
        try {
            return transactions.run(
                    em -> claim(em, key, userId) && !EnrollmentIndex.isTaken(em, realmId, userId, hashes));
        } catch (StoreBusyException e) {
            throw e;
        } catch (RuntimeException e) {
            // Of two inserts at once one fails, which is an answer; every other failure is none.
            if (transactions.run(em -> isHeldByAnother(em, key, userId))) {
                return false;
            }
            throw e;
        }
    }

    private boolean claim(EntityManager em, ClaimEntity.Key key, String userId) {
        long now = clock.millis();
        // Not "update, then insert": on MariaDB two updates that meet no row would wait for each other's insert.
        if (em.find(ClaimEntity.class, key) == null) {
            em.persist(new ClaimEntity(key.realmId(), key.destinationHash(), userId, now));
            em.flush();
            return true;
        }
        return em.createQuery("update TwoFactorClaim c set c.userId = :user, c.takenAt = :now"
                                + " where c.realmId = :realm and c.destinationHash = :hash"
                                + " and (c.userId = :user or c.takenAt <= :old)")
                        .setParameter("user", userId)
                        .setParameter("now", now)
                        .setParameter("realm", key.realmId())
                        .setParameter("hash", key.destinationHash())
                        .setParameter("old", now - LIFETIME.toMillis())
                        .executeUpdate()
                > 0;
    }

    private static boolean isHeldByAnother(EntityManager em, ClaimEntity.Key key, String userId) {
        ClaimEntity claim = em.find(ClaimEntity.class, key);
        return claim != null && !claim.userId.equals(userId);
    }
}
