package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.keycloak.store.Ledger;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Gives messages to the sender threads once the request that asked for them is committed. */
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final SenderPool pool;
    private final Ledger ledger;

    public Outbox(SenderPool pool, Ledger ledger) {
        this.pool = pool;
        this.ledger = ledger;
    }

    /** The message leaves when the session's transaction is committed, and never when it is rolled back. */
    public void afterCommit(KeycloakSession session, String deliveryId, Dispatch dispatch) {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                if (!pool.offer(() -> send(deliveryId, dispatch))) {
                    ledger.settle(deliveryId, null, unavailable("queue-full"));
                }
            }

            @Override
            protected void rollbackImpl() {
                pool.offer(() -> ledger.settle(deliveryId, null, unavailable("request-failed")));
            }
        });
    }

    private void send(String deliveryId, Dispatch dispatch) {
        Dispatch.Outcome outcome = attempt(deliveryId, dispatch);
        if (outcome.result().isAccepted()) {
            LOG.debugf("Message %s was accepted by service %s", deliveryId, outcome.service());
        } else {
            LOG.warnf(
                    "Message %s was not sent by service %s: %s (%s)",
                    deliveryId,
                    outcome.service(),
                    outcome.result().outcome(),
                    outcome.result().reason());
        }
        ledger.settle(deliveryId, outcome.service(), outcome.result());
    }

    // A fault's text may carry what was being sent: its type and place are enough to find it.
    private static Dispatch.Outcome attempt(String deliveryId, Dispatch dispatch) {
        try {
            return dispatch.send();
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            LOG.errorf(
                    "Message %s: %s at %s",
                    deliveryId, e.getClass().getName(), trace.length == 0 ? "an unknown place" : trace[0]);
            return new Dispatch.Outcome(null, unavailable("fault"));
        }
    }

    private static SendResult unavailable(String reason) {
        return SendResult.failed(SendResult.Outcome.UNAVAILABLE, reason);
    }
}
