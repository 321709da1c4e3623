package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Takes our rows away with their user or realm, in the transaction that removes these. */
public final class RemovedRows implements ProviderEventListener {

    /** The user's row first, as every login holds it first: so nobody waits in a circle. */
    private static final List<String> ENTITIES = List.of(
            "TwoFactorUser",
            "TwoFactorChallenge",
            "TwoFactorLedger",
            "TwoFactorEnrollment",
            "TwoFactorDevice",
            "TwoFactorClaim");

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof UserRemovedEvent removed) {
            delete(
                    entityManager(removed.getKeycloakSession()),
                    removed.getRealm().getId(),
                    removed.getUser().getId());
        } else if (event instanceof RealmRemovedEvent removed) {
            EntityManager em = entityManager(removed.getKeycloakSession());
            Stream.concat(ENTITIES.stream(), Stream.of("TwoFactorTally", "TwoFactorReset"))
                    .forEach(entity -> em.createQuery("delete from " + entity + " e where e.realmId = :realm")
                            .setParameter("realm", removed.getRealm().getId())
                            .executeUpdate());
        }
    }

    /** Takes away everything that is ours of one user. */
    static void delete(EntityManager em, String realmId, String userId) {
        ENTITIES.forEach(
                entity -> em.createQuery("delete from " + entity + " e where e.realmId = :realm and e.userId = :user")
                        .setParameter("realm", realmId)
                        .setParameter("user", userId)
                        .executeUpdate());
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
