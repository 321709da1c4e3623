package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.keycloak.store.Ledger;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Gives messages to the sender threads once the request that asked for them is committed. */
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final SenderPool pool;
    private final Ledger ledger;
    private final Clock clock;

    public Outbox(SenderPool pool, Ledger ledger, Clock clock) {
        this.pool = pool;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The message leaves when the session's transaction is committed, and never when it is rolled back. */
    public void afterCommit(KeycloakSession session, String deliveryId, Dispatch dispatch) {
        Instant tooLate = clock.instant().plus(Delivery.LOST_AFTER);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                // Where there is no room nothing more is done: the page calls a message without an answer lost by
                // itself.
                pool.offer(() -> send(deliveryId, dispatch, tooLate));
            }

            @Override
            protected void rollbackImpl() {
                pool.offer(() -> ledger.settle(deliveryId, null, unavailable("request-failed")));
            }
        });
    }

    // Whoever waited in the queue until the page called it lost stays unsent: people have asked for another one by
    // then.
    private void send(String deliveryId, Dispatch dispatch, Instant tooLate) {
        Dispatch.Outcome outcome = clock.instant().isBefore(tooLate)
                ? attempt(deliveryId, dispatch)
                : new Dispatch.Outcome(null, unavailable("too-late"));
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
