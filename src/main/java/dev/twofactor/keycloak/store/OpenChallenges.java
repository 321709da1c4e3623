package dev.twofactor.keycloak.store;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Codes that were sent and not yet entered. */
public final class OpenChallenges {

    private OpenChallenges() {}

    /** Makes all codes of this user worthless, in the session's own transaction; limits count on. */
    public static void end(KeycloakSession session, String realmId, String userId) {
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery("update TwoFactorChallenge c set c.used = true"
                        + " where c.realmId = :realm and c.userId = :user and c.used = false")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }
}
