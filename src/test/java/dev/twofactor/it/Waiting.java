package dev.twofactor.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something outside this process. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        until(PATIENCE, condition);
    }

    static void until(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come true within " + patience);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
