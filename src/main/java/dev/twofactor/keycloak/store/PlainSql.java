package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.util.JpaUtils;

/**
 * Statements that every login or start needs, in SQL that all databases know and on the transaction's own connection: there Hibernate's part of
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
        return run(sql, values, PreparedStatement::executeUpdate);
    }

    /** The texts in the first column of what the question finds. */
    List<String> texts(String sql, Object... values) {
        return run(sql, values, question -> {
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    /** What is done with a statement that has its values. */
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Object[] values, Execution<T> execution) {
        LOG.debug(sql);
        return em.unwrap(Session.class).doReturningWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    if (values[i] == null) {
                        statement.setNull(i + 1, Types.VARCHAR);
                    } else {
                        statement.setObject(i + 1, values[i]);
                    }
                }
                return execution.of(statement);
            }
        });
    }
}
