package dev.twofactor.gateway.breaker;

import dev.twofactor.domain.delivery.Breaker;
import dev.twofactor.domain.delivery.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The breakers of this server's services. A service whose settings change begins anew: its trouble may be mended. Thread-safe. */
public final class Breakers {

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Watched> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Watched> eldest) {
            return size() > MOST;
        }
    };

    public Breakers(Clock clock) {
        this.clock = clock;
    }

    /** Knows when a message wanted the service: to list it is no use of it. */
    private final class Watched implements Breaker {

        private final int settings;
        private final Breaker breaker = new ServiceBreaker(clock);
        private volatile @Nullable Instant wantedAt;

        Watched(int settings) {
            this.settings = settings;
        }

        boolean isWantedSince(Instant from) {
            Instant wanted = wantedAt;
            return wanted != null && wanted.isAfter(from);
        }

        @Override
        public boolean admits() {
            wantedAt = clock.instant();
            return breaker.admits();
        }

        @Override
        public void note(SendResult result) {
            wantedAt = clock.instant();
            breaker.note(result);
        }

        @Override
        public State state() {
            return breaker.state();
        }
    }

    /**
     * The breaker of a service.
     *
     * @param settings a number that changes with the service's settings
     */
    public synchronized Breaker of(String service, int settings) {
        Watched found = known.get(service);
        if (found == null || found.settings != settings) {
            found = new Watched(settings);
            known.put(service, found);
        }
        return found;
    }

    /** The services that a message wanted within this time, and how they do: who is gone or not needed is not down for ever. */
    public synchronized Map<String, Breaker.State> usedWithin(Duration time) {
        Instant from = clock.instant().minus(time);
        Map<String, Breaker.State> used = new HashMap<>();
        known.forEach((service, breaker) -> {
            if (breaker.isWantedSince(from)) {
                used.put(service, breaker.state());
            }
        });
        return used;
    }
}
