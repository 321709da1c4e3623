package dev.twofactor.keycloak.metrics;

import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.store.EnrolledCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/** Counts who has a second factor every quarter of an hour, since that reads a whole table: no scrape and no login does. */
public final class EnrolledSample {

    /** Names the timer's task. */
    static final String NAME = "two-factor-metrics";

    private static final Logger LOG = Logger.getLogger(EnrolledSample.class);
    private static final Duration EVERY = Duration.ofMinutes(15);

    private final KeycloakSessionFactory sessions;
    private final Map<String, AtomicLong> users = new TreeMap<>();

    private EnrolledSample(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
        FactorTypes.ALL.forEach(type -> users.put(type, new AtomicLong()));
    }

    /** Once now, away from this thread, and then by the timer, on each node for itself. */
    public static void schedule(KeycloakSessionFactory sessions) {
        EnrolledSample sample = new EnrolledSample(sessions);
        sample.users.forEach((type, count) -> Gauge.builder("keycloak.two.factor.enrolled", () -> count)
                .description("Users of all realms who have a second factor, as of the last quarter of an hour")
                .tag("method", type)
                .register(Metrics.globalRegistry));
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            session.getProvider(TimerProvider.class).schedule(sample::take, EVERY.toMillis(), NAME);
            session.getProvider(ExecutorsProvider.class).getExecutor(NAME).execute(sample::take);
        });
    }

    // Whoever has metrics off does not pay for them.
    private void take() {
        if (Metrics.globalRegistry.getRegistries().isEmpty()) {
            return;
        }
        try {
            Map<String, Long> counts = KeycloakModelUtils.runJobInTransactionWithResult(sessions, EnrolledCounts::of);
            users.forEach((type, count) -> count.set(counts.getOrDefault(type, 0L)));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Users with a second factor could not be counted: %s",
                    e.getClass().getName());
        }
    }
}
