package dev.twofactor.domain.delivery;

/** Where a message is on its way. */
public enum DeliveryState {
    /** Handed over, no answer yet. */
    SENDING,
    /** The vendor took it. */
    SENT,
    /** The network says that it arrived. */
    DELIVERED,
    /** It did not leave, or nobody knows that it did. */
    FAILED;

    /** The state after a vendor's report, in whatever order reports come: what has arrived stays arrived. */
    public DeliveryState reported(DeliveryState told) {
        return switch (this) {
            case SENDING -> told == FAILED ? this : told;
            case SENT -> told == SENDING ? this : told;
            case FAILED -> told == DELIVERED ? told : this;
            case DELIVERED -> this;
        };
    }
}
