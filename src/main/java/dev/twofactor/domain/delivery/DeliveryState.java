package dev.twofactor.domain.delivery;

/** Where a message is on its way. */
public enum DeliveryState {
    /** Handed over, no answer yet. */
    SENDING,
    /** The vendor took it. */
    SENT,
    /** It did not leave, or nobody knows that it did. */
    FAILED
}
