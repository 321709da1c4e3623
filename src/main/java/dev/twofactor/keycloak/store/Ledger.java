package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.SendResult;
import java.time.Clock;

/** Writes into the ledger what became of a message. */
public final class Ledger {

    private final Transactions transactions;
    private final Clock clock;

    public Ledger(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Settles an attempt that was still open; a settled one stays as it is.
     *
     * @param service id of the service that was tried last; null when none was
     */
    public void settle(String deliveryId, String service, SendResult result) {
        transactions.run(em -> em.createQuery("update TwoFactorLedger l set l.state = :state, l.reason = :reason,"
                        + " l.service = :service, l.vendorId = :vendorId, l.settledAt = :now"
                        + " where l.id = :id and l.state = :sending")
                .setParameter("state", result.isAccepted() ? DeliveryState.SENT : DeliveryState.FAILED)
                .setParameter("reason", result.reason())
                .setParameter("service", service)
                .setParameter("vendorId", result.messageId())
                .setParameter("now", clock.millis())
                .setParameter("id", deliveryId)
                .setParameter("sending", DeliveryState.SENDING)
                .executeUpdate());
    }
}
