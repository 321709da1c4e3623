package dev.twofactor.keycloak.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * What realms hold, by one question each in plain SQL. A start asks: to load clients and all realms for it takes longer, and longest
 * would be to have Hibernate read its own language for the first time.
 */
public final class RealmContents {

    private static final String CLIENTS = "select ID from %s where REALM_ID = ? and CLIENT_ID = ?";
    private static final String LACKING = "select R.ID from %s R where (select count(distinct A.ALIAS) from %s A"
            + " where A.REALM_ID = R.ID and A.ALIAS in (%s)) < ? order by R.ID";

    private final PlainSql database;

    public RealmContents(KeycloakSession session) {
        database = new PlainSql(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    /** @param clientId the name by which applications know it, not the row's id */
    public boolean hasClient(String realmId, String clientId) {
        String sql = CLIENTS.formatted(database.table("CLIENT"));
        return !database.texts(sql, realmId, clientId).isEmpty();
    }

    /** The ids of realms that lack at least one of these required actions; in the same order on every node. */
    public List<String> realmsLacking(Collection<String> actions) {
        List<Object> values = new ArrayList<>(actions);
        values.add(actions.size());
        String places = String.join(", ", Collections.nCopies(actions.size(), "?"));
        String sql = LACKING.formatted(database.table("REALM"), database.table("REQUIRED_ACTION_PROVIDER"), places);
        return database.texts(sql, values.toArray());
    }
}
