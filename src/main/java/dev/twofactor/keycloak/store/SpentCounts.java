package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Rows of users against whom nothing is counted any more. */
public final class SpentCounts {

    private SpentCounts() {}

    /**
     * Removes the oldest. A login of the same user at this moment wins: it changes the row's lock count first, or makes
     * the row anew.
     *
     * @return how many were looked at; fewer than {@code atMost} when nothing is left
     */
    public static int remove(EntityManager em, Instant now, int atMost) {
        List<UserEntity> rows = em.createQuery(
                        "select u from TwoFactorUser u where u.spentAt <= :now order by u.spentAt", UserEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(atMost)
                .getResultList();
        rows.forEach(row -> settle(em, row, now));
        return rows.size();
    }

    private static void settle(EntityManager em, UserEntity row, Instant now) {
        em.detach(row);
        // A node of an earlier version counts without moving this moment.
        String statement =
                row.isSpent(now) ? "delete from TwoFactorUser u" : "update TwoFactorUser u set u.spentAt = null";
        em.createQuery(statement + " where u.realmId = :realm and u.userId = :user and u.locks = :locks")
                .setParameter("realm", row.realmId)
                .setParameter("user", row.userId)
                .setParameter("locks", row.locks)
                .executeUpdate();
    }
}
