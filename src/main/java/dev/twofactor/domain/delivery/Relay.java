package dev.twofactor.domain.delivery;

import dev.twofactor.domain.delivery.SendResult.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Hands a message to the first service that takes it. The next one is asked when a service is down, overloaded or does not know
 * us; not when the number is the trouble, for that one stays the same. Where a service may have taken the message without
 * an answer, the next one sends the same words with the same code, so that two arrivals do no harm.
 */
public final class Relay {

    /** With less time than this left, no further service is asked. */
    static final Duration LEAST = Duration.ofSeconds(1);
    /** No service holds a message up for longer: ours answer in 5 s, and others must. */
    static final Duration MOST = Duration.ofSeconds(6);

    private final Clock clock;
    private final Patience patience;

    /** @param patience ends what takes too long, whoever wrote the service */
    public Relay(Clock clock, Patience patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Runs work that may hang, and waits for it no longer than told. */
    public interface Patience {

        /** What the work said; {@link Outcome#UNAVAILABLE} when it said nothing in time. */
        SendResult run(Callable<SendResult> work, Duration most);
    }

    /**
     * Asks one service after the other.
     *
     * @param country of the number; null for one of no country
     * @param until when nobody waits for the message any more
     */
    public Attempts send(List<Carrier> carriers, SmsMessage message, @Nullable String country, Instant until) {
        List<Attempt> tried = new ArrayList<>();
        SendResult last = SendResult.failed(Outcome.UNAVAILABLE, carriers.isEmpty() ? "no-service" : "circuit-open");
        for (Carrier carrier : carriers) {
            Duration left = Duration.between(clock.instant(), until);
            if (left.compareTo(LEAST) < 0) {
                return new Attempts(tried, tried.isEmpty() ? SendResult.failed(Outcome.UNAVAILABLE, "too-late") : last);
            }
            if (carrier.breaker().admits()) {
                last = attempt(carrier, message, country, left, tried);
                if (!isWorthAnother(last)) {
                    break;
                }
            }
        }
        return new Attempts(tried, last);
    }

    private SendResult attempt(
            Carrier carrier, SmsMessage message, @Nullable String country, Duration left, List<Attempt> tried) {
        Instant start = clock.instant();
        SendResult result = ask(carrier, message, left.compareTo(MOST) < 0 ? left : MOST);
        int segments = Segments.of(message.text());
        BigDecimal price =
                mayCost(result) ? carrier.pricePerSegment().multiply(BigDecimal.valueOf(segments)) : BigDecimal.ZERO;
        tried.add(new Attempt(carrier.id(), result, country, segments, price, start, clock.instant()));
        return result;
    }

    // A service that throws breaks its promise: it counts as one that is down, and the next one is asked.
    private SendResult ask(Carrier carrier, SmsMessage message, Duration most) {
        SendResult result = SendResult.failed(Outcome.UNAVAILABLE, "fault");
        try {
            result = patience.run(() -> carrier.gateway().send(message), most);
        } catch (RuntimeException e) {
            result = SendResult.failed(
                    Outcome.UNAVAILABLE, "fault-" + e.getClass().getSimpleName());
        } finally {
            carrier.breaker().note(result);
        }
        return result;
    }

    // Without an answer the message may have left, and a budget that did not count it could be overrun.
    private static boolean mayCost(SendResult result) {
        return result.isAccepted() || result.outcome() == Outcome.UNAVAILABLE;
    }

    private static boolean isWorthAnother(SendResult result) {
        return switch (result.outcome()) {
            case ACCEPTED, NUMBER_REFUSED, OPTED_OUT -> false;
            case CREDENTIALS_WRONG, THROTTLED, UNAVAILABLE -> true;
        };
    }
}
