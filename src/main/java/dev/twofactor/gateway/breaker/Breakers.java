package dev.twofactor.gateway.breaker;

import dev.twofactor.domain.delivery.Breaker;
import java.time.Clock;
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

    private record Known(int settings, Breaker breaker) {}

    /**
     * The breaker of a service.
     *
     * @param settings a number that changes with the service's settings
     */
    public synchronized Breaker of(String service, int settings) {
        Known found = known.get(service);
        if (found == null || found.settings() != settings) {
            found = new Known(settings, new ServiceBreaker(clock));
            known.put(service, found);
        }
        return found.breaker();
    }
}
