package dev.twofactor.gateway.transport;

import java.time.Duration;

/** A point on the monotonic clock by which all steps together must be done. */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** This one, or the one so long from now, whichever comes first. */
    Deadline orIn(Duration time) {
        Deadline other = in(time);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** Time left in nanoseconds; zero once it has passed. */
    long remainingNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }
}
