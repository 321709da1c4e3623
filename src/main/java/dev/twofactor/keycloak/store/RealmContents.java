package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.util.JpaUtils;
import org.keycloak.models.KeycloakSession;

/**
 * What realms hold, by one question each in plain SQL, on the transaction's own connection. A start asks: to load clients and all
 * realms for it takes longer, and longest would be to have Hibernate read its own language for the first time.
 */
public final class RealmContents {

    private static final String CLIENTS = "select ID from %s where REALM_ID = ? and CLIENT_ID = ?";
    private static final String LACKING = "select R.ID from %s R where (select count(distinct A.ALIAS) from %s A"
            + " where A.REALM_ID = R.ID and A.ALIAS in (%s)) < ? order by R.ID";

    private final EntityManager em;

    public RealmContents(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** @param clientId the name by which applications know it, not the row's id */
    public boolean hasClient(String realmId, String clientId) {
        return !ids(CLIENTS.formatted(table("CLIENT")), List.of(realmId, clientId))
                .isEmpty();
    }

    /** The ids of realms that lack at least one of these required actions; in the same order on every node. */
    public List<String> realmsLacking(Collection<String> actions) {
        List<Object> values = new ArrayList<>(actions);
        values.add(actions.size());
        String places = String.join(", ", Collections.nCopies(actions.size(), "?"));
        return ids(LACKING.formatted(table("REALM"), table("REQUIRED_ACTION_PROVIDER"), places), values);
    }

    private List<String> ids(String sql, List<?> values) {
        return em.unwrap(Session.class).doReturningWork(connection -> ids(connection, sql, values));
    }

    private static List<String> ids(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                question.setObject(i + 1, values.get(i));
            }
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    private String table(String name) {
        return JpaUtils.getTableNameForNativeQuery(name, em);
    }
}
