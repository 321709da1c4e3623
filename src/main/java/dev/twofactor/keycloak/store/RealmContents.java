package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.util.JpaUtils;
import org.keycloak.models.KeycloakSession;

/**
 * What realms hold, by one question each in plain SQL. A start asks: to load clients and all realms for it takes longer, and longest
 * would be to have Hibernate read its own language for the first time.
 */
public final class RealmContents {

    private static final String CLIENTS = "select ID from %s where REALM_ID = :realm and CLIENT_ID = :client";
    private static final String LACKING = "select R.ID from %s R where (select count(distinct A.ALIAS) from %s A"
            + " where A.REALM_ID = R.ID and A.ALIAS in (:aliases)) < :all";

    private final EntityManager em;

    public RealmContents(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** @param clientId the name by which applications know it, not the row's id */
    public boolean hasClient(String realmId, String clientId) {
        return !em.unwrap(Session.class)
                .createNativeQuery(CLIENTS.formatted(table("CLIENT")), String.class)
                .setParameter("realm", realmId)
                .setParameter("client", clientId)
                .getResultList()
                .isEmpty();
    }

    /** The ids of realms that lack at least one of these required actions. */
    public List<String> realmsLacking(Collection<String> actions) {
        String sql = LACKING.formatted(table("REALM"), table("REQUIRED_ACTION_PROVIDER"));
        return em.unwrap(Session.class)
                .createNativeQuery(sql, String.class)
                .setParameter("aliases", actions)
                .setParameter("all", actions.size())
                .getResultList();
    }

    private String table(String name) {
        return JpaUtils.getTableNameForNativeQuery(name, em);
    }
}
