package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.util.JpaUtils;

/**
 * Statements that every login needs, in SQL that all databases know and on the transaction's own connection: there Hibernate's part of
 * them would be felt (it looks through everything it knows for what a statement may touch). What waits to be written to other rows is not
 * written before.
 */
final class PlainSql {

    /** Where Hibernate logs its statements, so that who traces them misses none. */
    private static final Logger LOG = Logger.getLogger("org.hibernate.SQL");

    private final EntityManager em;

    PlainSql(EntityManager em) {
        this.em = em;
    }

    /** The table as this database finds it. */
    String table(String name) {
        return JpaUtils.getTableNameForNativeQuery(name, em);
    }

    /**
     * Changes rows, or adds some.
     *
     * @param values texts and numbers for the question marks; null for a text that is none
     * @return how many rows
     */
    int update(String sql, Object... values) {
        LOG.debug(sql);
        return em.unwrap(Session.class).doReturningWork(connection -> update(connection, sql, values));
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    statement.setNull(i + 1, Types.VARCHAR);
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            return statement.executeUpdate();
        }
    }
}
