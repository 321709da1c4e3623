package dev.twofactor.keycloak.store;

import dev.twofactor.domain.device.Trust;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statement that renews a browser's secret. */
final class DeviceRenewal {

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

    /** Whether there was such a row; it is renewed then. */
    boolean on(EntityManager em) {
        PlainSql database = new PlainSql(em);
        Trust.Owner owner = expected.owner();
        List<Object> values = new ArrayList<>(List.of(
                next,
                now.toEpochMilli(),
                now.toEpochMilli(),
                expected.id(),
                expected.secret(),
                expected.handle(),
                owner.realmId(),
                owner.userId(),
                expected.since().toEpochMilli(),
                expected.endsAt().toEpochMilli(),
                idleSince.toEpochMilli(),
                expected.stamp().password(),
                expected.stamp().methods(),
                expected.stamp().email()));
        boolean anyClient = owner.clientId() == null;
        if (!anyClient) {
            values.add(owner.clientId());
        }
        String sql = RENEWAL.formatted(database.table("TWO_FACTOR_DEVICE")) + (anyClient ? " is null" : " = ?");
        return database.update(sql, values.toArray()) == 1;
    }
}
