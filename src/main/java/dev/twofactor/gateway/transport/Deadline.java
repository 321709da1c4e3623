package dev.twofactor.gateway.transport;

import java.time.Duration;

/** A point on the monotonic clock by which all steps together must be done. */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Time left in nanoseconds; zero once it has passed. */
    long remainingNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }
}
