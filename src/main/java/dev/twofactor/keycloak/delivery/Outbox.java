package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryWatch;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.keycloak.store.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Gives messages to the sender threads once the request that asked for them is committed. */
public final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    /** The ledger's entry is written before the page calls the message lost. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Channel channel;
    private final SenderPool pool;
    private final Ledger ledger;
    private final Ledger atOnce;
    private final Clock clock;
    private final DeliveryWatch watch;
    private final Tracing tracing;

    /** Shows the sending of a message in the trace of the request that asks for it. */
    @FunctionalInterface
    public interface Tracing {

        /** The same message, to be sent later by another thread. */
        Dispatch traced(KeycloakSession session, Channel channel, Dispatch dispatch);
    }

    /**
     * @param channel of all of its messages
     * @param ledger for the sender threads, which wait for their turn
     * @param atOnce the same for requests, which wait for nothing
     * @param watch is told once of each message
     * @param tracing may wrap a message in what shows its sending in the request's trace
     */
    public Outbox(
            Channel channel,
            SenderPool pool,
            Ledger ledger,
            Ledger atOnce,
            Clock clock,
            DeliveryWatch watch,
            Tracing tracing) {
        this.tracing = tracing;
        this.channel = channel;
        this.pool = pool;
        this.ledger = ledger;
        this.atOnce = atOnce;
        this.clock = clock;
        this.watch = watch;
    }

    /** The message with a code leaves when the session's transaction is committed, and never when it is rolled back. */
    public void afterCommit(KeycloakSession session, String deliveryId, Dispatch dispatch) {
        Instant given = clock.instant();
        Dispatch traced = tracing.traced(session, channel, dispatch);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                if (!pool.offer(() -> settle(deliveryId, send(deliveryId, traced, given), given))) {
                    noRoom(deliveryId, given);
                }
            }

            @Override
            protected void rollbackImpl() {
                pool.offer(() -> settle(deliveryId, unavailable("request-failed"), given));
            }
        });
    }

    /** The same for a message without a code. The ledger and the figures of messages, which are about codes, know nothing of it. */
    public void noticeAfterCommit(KeycloakSession session, Dispatch dispatch) {
        String id = UUID.randomUUID().toString();
        Instant given = clock.instant();
        Dispatch traced = tracing.traced(session, channel, dispatch);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                if (!pool.offer(() -> watch.noticeSettled(channel, send(id, traced, given)))) {
                    report(id, "none", unavailable("no-room").result());
                }
            }

            @Override
            protected void rollbackImpl() {
                // What it would have told of has not happened.
            }
        });
    }

    // Said by the request itself, so that its next page can tell; but so many may come at once that none may wait here.
    // Where the ledger does not take it, the page calls a message without an answer lost by itself.
    private void noRoom(String deliveryId, Instant given) {
        Attempts none = unavailable("no-room");
        watch.settled(channel, none, since(given));
        try {
            atOnce.settle(deliveryId, none);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Message %s had no room, and the ledger does not say so: %s",
                    deliveryId, e.getClass().getName());
        }
    }

    // Whoever waited in the queue until the page called it lost stays unsent: people have asked for another one by
    // then.
    private Attempts send(String deliveryId, Dispatch dispatch, Instant given) {
        Instant tooLate = given.plus(Delivery.LOST_AFTER);
        Attempts attempts = clock.instant().isBefore(tooLate)
                ? attempt(deliveryId, dispatch, tooLate.minus(MARGIN))
                : unavailable("too-late");
        attempts.tried().forEach(attempt -> report(deliveryId, attempt.service(), attempt.result()));
        if (attempts.tried().isEmpty()) {
            report(deliveryId, "none", attempts.result());
        }
        return attempts;
    }

    private void settle(String deliveryId, Attempts attempts, Instant given) {
        watch.settled(channel, attempts, since(given));
        ledger.settle(deliveryId, attempts);
    }

    private Duration since(Instant given) {
        return Duration.between(given, clock.instant());
    }

    private static void report(String deliveryId, String service, SendResult result) {
        if (result.isAccepted()) {
            LOG.debugf("Message %s was accepted by service %s", deliveryId, service);
        } else {
            LOG.warnf(
                    "Message %s was not sent by service %s: %s (%s)",
                    deliveryId, service, result.outcome(), result.reason());
        }
    }

    // A fault's text may carry what was being sent: its type and place are enough to find it.
    private static Attempts attempt(String deliveryId, Dispatch dispatch, Instant until) {
        try {
            return dispatch.send(deliveryId, until);
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            LOG.errorf(
                    "Message %s: %s at %s",
                    deliveryId, e.getClass().getName(), trace.length == 0 ? "an unknown place" : trace[0]);
            return unavailable("fault");
        }
    }

    private static Attempts unavailable(String reason) {
        return Attempts.none(SendResult.Outcome.UNAVAILABLE, reason);
    }
}
