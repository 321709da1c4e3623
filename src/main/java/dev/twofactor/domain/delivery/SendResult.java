package dev.twofactor.domain.delivery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor answered to one message.
 *
 * @param outcome which of the six known answers it was
 * @param messageId the vendor's id of the message; present only when accepted, null where the vendor gives none
 * @param reason a stable word or number for logs and the ledger, such as {@code 21211} or {@code timeout}; never text from the vendor's answer
 */
public record SendResult(Outcome outcome, @Nullable String messageId, String reason) {

    /** The answers that callers tell apart. */
    public enum Outcome {
        /** The vendor took the message; it may still be refused later by the network. */
        ACCEPTED,
        /** This number cannot or must not be texted; another vendor would refuse it too. */
        NUMBER_REFUSED,
        /** The owner of the number told the vendor to stop. */
        OPTED_OUT,
        /** The vendor does not know our account, key or sender. */
        CREDENTIALS_WRONG,
        /** The vendor asks us to slow down. */
        THROTTLED,
        /** No usable answer: refused connection, time-out, 5xx, garbage. The message may or may not have left. */
        UNAVAILABLE
    }

    public SendResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }

    public static SendResult accepted(@Nullable String messageId) {
        return new SendResult(Outcome.ACCEPTED, messageId, "accepted");
    }

    /** Any outcome but {@link Outcome#ACCEPTED}. */
    public static SendResult failed(Outcome outcome, String reason) {
        return new SendResult(outcome, null, reason);
    }

    public boolean isAccepted() {
        return outcome == Outcome.ACCEPTED;
    }

    /** What the message is by this answer alone. */
    public DeliveryState state() {
        return isAccepted() ? DeliveryState.SENT : DeliveryState.FAILED;
    }
}
