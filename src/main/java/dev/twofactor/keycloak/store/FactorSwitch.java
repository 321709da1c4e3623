package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Whether a user has switched second factors off: all of the user's rows in the index are. So whatever is set up later
 * switches them on again, and a row that gets lost cannot leave them off.
 */
public final class FactorSwitch {

    private final EntityManager em;

    /** Works in the session's own transaction. */
    public FactorSwitch(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    public boolean isOff(String realmId, String userId) {
        return count(realmId, userId, true) == 0 && count(realmId, userId, false) > 0;
    }

    /** Needs the user's rows to be up to date. */
    public void turn(String realmId, String userId, boolean on) {
        em.flush();
        em.createQuery("update TwoFactorEnrollment e set e.enabled = :on where e.realmId = :realm and e.userId = :user")
                .setParameter("on", on)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    private long count(String realmId, String userId, boolean enabled) {
        return em.createQuery(
                        "select count(e) from TwoFactorEnrollment e where e.realmId = :realm and e.userId = :user"
                                + " and e.enabled = :enabled",
                        Long.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setParameter("enabled", enabled)
                .getSingleResult();
    }
}
