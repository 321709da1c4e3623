package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Attempt;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.SendResult;
import jakarta.persistence.EntityManager;

/**
 * What the only service said that was asked, about a message of which nothing is known yet: nearly all messages end so, and for these no
 * row needs to be read.
 */
final class FirstAnswer {

    private static final String SETTLED =
            "update %s set STATE = ?, OUTCOME = ?, REASON = ?, SERVICE = ?, SEGMENTS = ?, VENDOR_ID = ?, PRICE_MICROS = ?,"
                    + " SETTLED_AT = ? where ID = ? and STATE = ? and EARLY_STATE is null and SERVICE is null";
    private static final String TRIED = "insert into %s (ID, DELIVERY_ID, SERVICE, STATE, OUTCOME, REASON, VENDOR_ID,"
            + " COUNTRY, SEGMENTS, PRICE_MICROS, STARTED_AT, ENDED_AT, REALM_ID)"
            + " select ?, ID, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, REALM_ID from %s where ID = ?";

    private final String deliveryId;
    private final Attempt attempt;
    private final long now;

    /** @param now when it was told, in milliseconds since 1970 */
    FirstAnswer(String deliveryId, Attempt attempt, long now) {
        this.deliveryId = deliveryId;
        this.attempt = attempt;
        this.now = now;
    }

    /** Whether nothing was known of the message until now; both are kept then. */
    boolean on(EntityManager em) {
        PlainSql database = new PlainSql(em);
        String ledger = database.table("TWO_FACTOR_LEDGER");
        SendResult result = attempt.result();
        String state = result.state().name();
        String outcome = result.outcome().name();
        String reason = Fitting.cut(result.reason(), Fitting.SHORT);
        String vendorId = Fitting.cut(result.messageId(), Fitting.LONG);
        long price = Fitting.micros(attempt.price());
        boolean first = database.update(
                        SETTLED.formatted(ledger),
                        state,
                        outcome,
                        reason,
                        attempt.service(),
                        attempt.segments(),
                        vendorId,
                        price,
                        now,
                        deliveryId,
                        DeliveryState.SENDING.name())
                == 1;
        if (first) {
            database.update(
                    TRIED.formatted(database.table("TWO_FACTOR_ATTEMPT"), ledger),
                    AttemptEntity.id(deliveryId, 1),
                    attempt.service(),
                    state,
                    outcome,
                    reason,
                    vendorId,
                    attempt.country(),
                    attempt.segments(),
                    price,
                    attempt.startedAt().toEpochMilli(),
                    attempt.endedAt().toEpochMilli(),
                    deliveryId);
        }
        return first;
    }
}
