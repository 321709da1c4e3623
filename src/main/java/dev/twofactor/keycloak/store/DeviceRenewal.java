package dev.twofactor.keycloak.store;

import dev.twofactor.domain.device.Trust;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.util.JpaUtils;

/**
 * The statement that renews a browser's secret, in SQL that all databases know and on the transaction's own connection: in a login
 * that asks for no code Hibernate's part of it would be felt (it looks through everything it knows for what the statement may touch).
 */
final class DeviceRenewal {

    /** Where Hibernate logs its statements, so that who traces them misses none. */
    private static final Logger LOG = Logger.getLogger("org.hibernate.SQL");

    private static final String RENEWAL =
            "update %s set PREVIOUS = SECRET, SECRET = ?, ROTATED_AT = ?, LAST_USED_AT = ?"
                    + " where ID = ? and SECRET = ? and HANDLE = ? and REALM_ID = ? and USER_ID = ?"
                    + " and SINCE = ? and ENDS_AT = ? and LAST_USED_AT > ? and PASSWORD_STAMP = ?"
                    + " and METHODS_STAMP = ? and EMAIL_STAMP = ? and CLIENT_ID";

    private final Trust expected;
    private final Instant idleSince;
    private final String next;
    private final Instant now;

    /**
     * @param expected what the row must say
     * @param idleSince the row must have been used after that
     * @param next hash of the new secret
     */
    DeviceRenewal(Trust expected, Instant idleSince, String next, Instant now) {
        this.expected = expected;
        this.idleSince = idleSince;
        this.next = next;
        this.now = now;
    }

    /** Whether there was such a row; it is renewed then. What waits to be written to other rows is not written before. */
    boolean on(EntityManager em) {
        boolean anyClient = expected.owner().clientId() == null;
        String sql = RENEWAL.formatted(JpaUtils.getTableNameForNativeQuery("TWO_FACTOR_DEVICE", em))
                + (anyClient ? " is null" : " = ?");
        LOG.debug(sql);
        return em.unwrap(Session.class).doReturningWork(connection -> renewed(connection, sql, anyClient));
    }

    private boolean renewed(Connection connection, String sql, boolean anyClient) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            Trust.Owner owner = expected.owner();
            update.setString(1, next);
            update.setLong(2, now.toEpochMilli());
            update.setLong(3, now.toEpochMilli());
            update.setString(4, expected.id());
            update.setString(5, expected.secret());
            update.setString(6, expected.handle());
            update.setString(7, owner.realmId());
            update.setString(8, owner.userId());
            update.setLong(9, expected.since().toEpochMilli());
            update.setLong(10, expected.endsAt().toEpochMilli());
            update.setLong(11, idleSince.toEpochMilli());
            update.setString(12, expected.stamp().password());
            update.setString(13, expected.stamp().methods());
            update.setString(14, expected.stamp().email());
            if (!anyClient) {
                update.setString(15, owner.clientId());
            }
            return update.executeUpdate() == 1;
        }
    }
}
