package dev.twofactor.gateway.breaker;

import dev.failsafe.CircuitBreaker;
import dev.twofactor.domain.delivery.Breaker;
import dev.twofactor.domain.delivery.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The breaker of one service: open after {@value #FAILURES} failures in a row, and from {@link #PAUSE} on one message at a
 * time tries whether the service is back.
 */
public final class ServiceBreaker implements Breaker {

    /** Failures in a row. */
    public static final int FAILURES = 3;
    /** How long a service that is down is left alone. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Duration BY_OUR_CLOCK = Duration.ofDays(365);

    private final Clock clock;
    // Failsafe reads the system's monotonic clock; the pause is ours, so that tests can move the time.
    private final CircuitBreaker<SendResult> circuit = CircuitBreaker.<SendResult>builder()
            .withFailureThreshold(FAILURES)
            .withSuccessThreshold(1)
            .withDelay(BY_OUR_CLOCK)
            .build();
    private @Nullable Instant openedAt;

    public ServiceBreaker(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean admits() {
        if (openedAt != null && circuit.isOpen() && !clock.instant().isBefore(openedAt.plus(PAUSE))) {
            circuit.halfOpen();
            openedAt = null;
        }
        return circuit.tryAcquirePermit();
    }

    @Override
    public synchronized void note(SendResult result) {
        if (works(result)) {
            circuit.recordSuccess();
        } else {
            circuit.recordFailure();
        }
        if (!circuit.isOpen()) {
            openedAt = null;
        } else if (openedAt == null) {
            openedAt = clock.instant();
        }
    }

    // A service that refuses a number has judged it: it works.
    private static boolean works(SendResult result) {
        return switch (result.outcome()) {
            case ACCEPTED, NUMBER_REFUSED, OPTED_OUT -> true;
            case CREDENTIALS_WRONG, THROTTLED, UNAVAILABLE -> false;
        };
    }

    @Override
    public synchronized State state() {
        return switch (circuit.getState()) {
            case CLOSED -> State.CLOSED;
            case OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
        };
    }
}
