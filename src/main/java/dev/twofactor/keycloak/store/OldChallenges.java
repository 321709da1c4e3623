package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Challenges that nobody can answer any more. */
public final class OldChallenges {

    /** So long a page that was left open still says in the right words that its code has expired. */
    static final Duration KEPT = Duration.ofDays(1);

    private OldChallenges() {}

    /**
     * Removes the oldest; the ledger keeps whether their codes were entered.
     *
     * @return how many went; fewer than {@code atMost} when nothing is left
     */
    public static int remove(EntityManager em, Instant now, int atMost) {
        List<String> ids = em.createQuery(
                        "select c.id from TwoFactorChallenge c where c.expiresAt < :before order by c.expiresAt",
                        String.class)
                .setParameter("before", now.minus(KEPT).toEpochMilli())
                .setMaxResults(atMost)
                .getResultList();
        noteUse(em, ids);
        return ids.isEmpty()
                ? 0
                : em.createQuery("delete from TwoFactorChallenge c where c.id in :ids")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }

    private static void noteUse(EntityManager em, List<String> ids) {
        List<String> used = ids.isEmpty()
                ? List.of()
                : em.createQuery(
                                "select c.id from TwoFactorChallenge c where c.id in :ids and c.used = true",
                                String.class)
                        .setParameter("ids", ids)
                        .getResultList();
        if (!used.isEmpty()) {
            em.createQuery("update TwoFactorLedger l set l.verified = true where l.challengeId in :ids")
                    .setParameter("ids", used)
                    .executeUpdate();
        }
    }
}
