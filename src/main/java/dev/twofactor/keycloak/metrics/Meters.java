package dev.twofactor.keycloak.metrics;

import dev.twofactor.domain.delivery.Breaker;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.gateway.breaker.Breakers;
import dev.twofactor.keycloak.delivery.SenderPool;
import dev.twofactor.keycloak.store.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All that a server counts. Where Keycloak's metrics are off, counting does nothing and costs next to nothing. */
public final class Meters {

    /** A service that nobody wanted to use for so long is no news. */
    private static final Duration NEWS = Duration.ofHours(1);

    private final MeterRegistry registry;
    private final ServiceNames services = new ServiceNames();
    private final MessageMeters messages;
    private final CodeMeters codes;
    private final TrustMeters trust;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    private Meters(MeterRegistry registry) {
        this.registry = registry;
        this.messages = new MessageMeters(registry, services);
        this.codes = new CodeMeters(registry, messages);
        this.trust = new TrustMeters(registry);
    }

    /** Those of Keycloak's own endpoint. */
    public static Meters ofServer() {
        return new Meters(Metrics.globalRegistry);
    }

    static Meters of(MeterRegistry registry) {
        return new Meters(registry);
    }

    public MessageMeters messages() {
        return messages;
    }

    public CodeMeters codes() {
        return codes;
    }

    public TrustMeters trust() {
        return trust;
    }

    /** Transactions that are measured. */
    public Transactions counted(Transactions inner) {
        return new CountedTransactions(registry, inner);
    }

    /**
     * Shows how many messages of a channel wait. The pool must live as long as the server.
     *
     * @param capacity how many may wait
     */
    public void watch(Channel channel, SenderPool pool, int capacity) {
        Gauge.builder("keycloak.two.factor.queue", pool, SenderPool::waiting)
                .description("Messages that wait for a sender")
                .tag("channel", channel.key())
                .register(registry);
        Gauge.builder("keycloak.two.factor.queue.capacity", () -> capacity)
                .description("Messages that may wait for a sender")
                .tag("channel", channel.key())
                .register(registry);
    }

    /** Names a service before it is used, and shows whether it is left alone because it is down. */
    public void watch(Breakers breakers, String id, String title) {
        name(id, title);
        String name = services.of(id);
        if (!watched.add(name)) {
            return;
        }
        Gauge.builder("keycloak.two.factor.breaker", breakers, all -> worst(all, name))
                .description("0: the service works. 1: it was down, a message tries it. 2: it is down and left alone")
                .tag("service", name)
                .register(registry);
    }

    /** Names a service before its messages and reports are counted. */
    public void name(String id, String title) {
        services.learn(id, title);
        messages.prepareReports(id);
    }

    private double worst(Breakers breakers, String name) {
        return breakers.usedWithin(NEWS).entrySet().stream()
                .filter(used -> services.of(used.getKey()).equals(name))
                .mapToInt(used -> number(used.getValue()))
                .max()
                .orElse(0);
    }

    private static int number(Breaker.State state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
