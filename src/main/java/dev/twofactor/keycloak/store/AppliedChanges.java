package dev.twofactor.keycloak.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;
import org.keycloak.connections.jpa.util.JpaUtils;
import org.keycloak.models.KeycloakSession;

/**
 * Tells by one row whether our tables have all changes. At each start Keycloak asks Liquibase about every provider's tables, which
 * takes more processor time than all else that we do then; of its own it knows by the version, which it reads as plainly.
 */
final class AppliedChanges {

    /** The id of the last change in our change log. They are made in their order, each with its row. */
    static final String NEWEST = "0.1.0-place-of-trust";

    private static final Logger LOG = Logger.getLogger(AppliedChanges.class);

    private AppliedChanges() {}

    /** False also where the database does not say: then Liquibase finds out, and reports what is wrong. */
    static boolean areComplete(KeycloakSession session) {
        JpaConnectionProviderFactory database = (JpaConnectionProviderFactory)
                session.getKeycloakSessionFactory().getProviderFactory(JpaConnectionProvider.class);
        try (Connection connection = database.getConnection()) {
            return areComplete(connection, database.getSchema());
        } catch (SQLException | RuntimeException e) {
            // At the first start there is no table yet; a pool of one has no connection left.
            LOG.debugf(
                    "Liquibase is asked for our tables, since their state was not told: %s",
                    e.getClass().getName());
            return false;
        }
    }

    /** @param schema null for the connection's own */
    static boolean areComplete(Connection connection, String schema) throws SQLException {
        String table = JpaUtils.getCustomChangelogTableName(TwoFactorEntitiesFactory.PROVIDER_ID);
        String place = schema == null ? table : schema + "." + table;
        try (PreparedStatement question = connection.prepareStatement("select ID from " + place + " where ID = ?")) {
            question.setString(1, NEWEST);
            try (ResultSet row = question.executeQuery()) {
                return row.next();
            }
        }
    }
}
