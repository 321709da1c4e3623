package dev.twofactor.keycloak.store;

import java.util.Collection;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * What realms hold, by one question each: a start asks, and to load clients and all realms for it takes longer than all else that
 * we do then.
 */
public final class RealmContents {

    private static final String CLIENTS =
            "select count(c) from ClientEntity c where c.realmId = :realm and c.clientId = :client";
    private static final String LACKING = "select r.id from RealmEntity r where"
            + " (select count(distinct a.alias) from RequiredActionProviderEntity a where a.realm.id = r.id and a.alias in (:aliases))"
            + " < :all";

    private final JpaConnectionProvider database;

    public RealmContents(KeycloakSession session) {
        database = session.getProvider(JpaConnectionProvider.class);
    }

    /** @param clientId the name by which applications know it, not the row's id */
    public boolean hasClient(String realmId, String clientId) {
        return database.getEntityManager()
                        .createQuery(CLIENTS, Long.class)
                        .setParameter("realm", realmId)
                        .setParameter("client", clientId)
                        .getSingleResult()
                > 0;
    }

    /** The ids of realms that lack at least one of these required actions. */
    public List<String> realmsLacking(Collection<String> actions) {
        return database.getEntityManager()
                .createQuery(LACKING, String.class)
                .setParameter("aliases", actions)
                .setParameter("all", (long) actions.size())
                .getResultList();
    }
}
