package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Tallies in which nothing counts any more. */
public final class OldTallies {

    private OldTallies() {}

    /**
     * Removes the oldest, but not one that somebody counts in at this moment.
     *
     * @return how many were looked at; fewer than {@code atMost} when nothing is left
     */
    public static int remove(EntityManager em, Instant now, int atMost) {
        List<String> ids = em.createQuery(
                        "select t.id from TwoFactorTally t where t.endsAt <= :now order by t.endsAt", String.class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(atMost)
                .getResultList();
        if (!ids.isEmpty()) {
            em.createQuery("delete from TwoFactorTally t where t.id in :ids and t.endsAt <= :now")
                    .setParameter("ids", ids)
                    .setParameter("now", now.toEpochMilli())
                    .executeUpdate();
        }
        return ids.size();
    }
}
