package dev.twofactor.it;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.gateway.breaker.ServiceBreaker;
import java.util.function.Supplier;

/** Loaded beside the packaged JAR by {@link ShadedJarIT}: takes one circuit breaker through all its states and names them. */
public final class BreakThroughShadedJar implements Supplier<String> {

    @Override
    public String get() {
        MovableClock clock = new MovableClock();
        ServiceBreaker breaker = new ServiceBreaker(clock);
        String states = breaker.state().name();
        for (int i = 0; i < ServiceBreaker.FAILURES; i++) {
            breaker.admits();
            breaker.note(SendResult.failed(Outcome.UNAVAILABLE, "timeout"));
        }
        states += " " + breaker.state();
        clock.move(ServiceBreaker.PAUSE);
        breaker.admits();
        states += " " + breaker.state();
        breaker.note(SendResult.accepted(null));
        return states + " " + breaker.state();
    }
}
