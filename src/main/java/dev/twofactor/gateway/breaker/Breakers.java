package dev.twofactor.gateway.breaker;

import dev.twofactor.domain.delivery.Breaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The breakers of this server's services. A service whose settings change begins anew: its trouble may be mended. Thread-safe. */
public final class Breakers {

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    public Breakers(Clock clock) {
        this.clock = clock;
    }

    private record Known(int settings, Breaker breaker, Instant askedAt) {}

    /**
     * The breaker of a service.
     *
     * @param settings a number that changes with the service's settings
     */
    public synchronized Breaker of(String service, int settings) {
        Known found = known.get(service);
        boolean same = found != null && found.settings() == settings;
        Breaker breaker = same ? found.breaker() : new ServiceBreaker(clock);
        known.put(service, new Known(settings, breaker, clock.instant()));
        return breaker;
    }

    /** The services that somebody wanted to use within this time, and how they do: who is gone is not down for ever. */
    public synchronized Map<String, Breaker.State> usedWithin(Duration time) {
        Instant from = clock.instant().minus(time);
        Map<String, Breaker.State> used = new HashMap<>();
        known.forEach((service, breaker) -> {
            if (breaker.askedAt().isAfter(from)) {
                used.put(service, breaker.breaker().state());
            }
        });
        return used;
    }
}
