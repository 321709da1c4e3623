package dev.twofactor.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way, as the ledger keeps it; it never carries code, text or destination.
 *
 * @param id unguessable id of this attempt
 * @param state the last thing known
 * @param handedOverAt when the request gave the message away
 * @param outcome what the service that was asked last said; null while none has answered
 */
public record Delivery(String id, DeliveryState state, Instant handedOverAt, SendResult.@Nullable Outcome outcome) {

    /** After this time without an answer nobody will come to write one: the process that had the message is gone. */
    public static final Duration LOST_AFTER = Duration.ofSeconds(15);

    /** A message that is being handed over. */
    public static Delivery handedOver(String id, Instant now) {
        return new Delivery(id, DeliveryState.SENDING, now, null);
    }

    /** The state as a person should see it now: a message without any answer for {@link #LOST_AFTER} has failed. */
    public DeliveryState stateAt(Instant now) {
        boolean lost = state == DeliveryState.SENDING && !now.isBefore(handedOverAt.plus(LOST_AFTER));
        return lost ? DeliveryState.FAILED : state;
    }
}
