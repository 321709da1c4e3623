package dev.twofactor.domain.delivery;

/** Keeps messages away from a service that is down, and now and then lets one through to see whether it is back. Thread-safe. */
public interface Breaker {

    /** Whether the service may be asked now; each true must be followed by {@link #note}. */
    boolean admits();

    /** What the service answered. */
    void note(SendResult result);

    /** As the console shows it. */
    State state();

    /** How the service does. */
    enum State {
        /** It works. */
        CLOSED,
        /** It is down, nobody asks it. */
        OPEN,
        /** It was down, one message tries it. */
        HALF_OPEN
    }
}
