package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Attempt;
import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.DeliveryState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;

/** Writes into the ledger what became of a message. */
public final class Ledger {

    private final Transactions transactions;
    private final Clock clock;

    public Ledger(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Writes what was tried, and settles a message that was still open; one that a vendor's report settled stays as it is. */
    public void settle(String deliveryId, Attempts attempts) {
        transactions.run(em -> {
            boolean isOne = attempts.tried().size() == 1;
            if (isOne && new FirstAnswer(deliveryId, attempts.tried().get(0), clock.millis()).on(em)) {
                return true;
            }
            LedgerEntity row = em.find(LedgerEntity.class, deliveryId, LockModeType.PESSIMISTIC_WRITE);
            if (row != null) {
                write(em, row, attempts);
            }
            return row != null;
        });
    }

    private void write(EntityManager em, LedgerEntity row, Attempts attempts) {
        int place = 0;
        for (Attempt attempt : attempts.tried()) {
            place++;
            AttemptEntity tried = new AttemptEntity(row, place, attempt);
            if (row.early() != null && row.early().service().equals(attempt.service())) {
                tried.state = row.early().after(tried.state, attempt.service());
            }
            em.persist(tried);
            row.service = attempt.service();
            row.segments = attempt.segments();
            row.vendorId = Fitting.cut(attempt.result().messageId(), Fitting.LONG);
            row.priceMicros = Fitting.micros(attempt.price()) + (row.priceMicros == null ? 0 : row.priceMicros);
        }
        if (row.state == DeliveryState.SENDING) {
            row.state = attempts.result().state();
            row.outcome = attempts.result().outcome();
            row.reason = Fitting.cut(attempts.result().reason(), Fitting.SHORT);
            row.settledAt = clock.millis();
        }
        settleEarly(row);
    }

    private void settleEarly(LedgerEntity row) {
        DeliveryState state = row.early() == null ? row.state : row.early().after(row.state, row.service);
        if (state != row.state) {
            row.state = state;
            row.reason = Arrivals.REPORTED;
        }
    }
}
