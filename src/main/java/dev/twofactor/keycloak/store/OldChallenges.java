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
     * Removes the oldest.
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
        return ids.isEmpty()
                ? 0
                : em.createQuery("delete from TwoFactorChallenge c where c.id in :ids")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }
}
