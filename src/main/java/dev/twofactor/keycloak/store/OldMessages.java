package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Lines of the ledger that the realm's policy keeps no longer. */
public final class OldMessages {

    private OldMessages() {}

    /**
     * Removes the realm's oldest.
     *
     * @param before messages handed over earlier go
     * @return how many went; fewer than {@code atMost} when nothing is left
     */
    public static int remove(EntityManager em, String realmId, Instant before, int atMost) {
        List<String> ids = em.createQuery(
                        "select l.id from TwoFactorLedger l where l.createdAt < :before and l.realmId = :realm"
                                + " order by l.createdAt",
                        String.class)
                .setParameter("before", before.toEpochMilli())
                .setParameter("realm", realmId)
                .setMaxResults(atMost)
                .getResultList();
        return ids.isEmpty()
                ? 0
                : em.createQuery("delete from TwoFactorLedger l where l.id in :ids")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }
}
