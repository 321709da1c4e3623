package dev.twofactor.keycloak.metrics;

import dev.twofactor.keycloak.store.StoreBusyException;
import dev.twofactor.keycloak.store.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.persistence.EntityManager;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Measures the transactions in which codes are counted, waits for a turn included, and counts who found none. */
final class CountedTransactions implements Transactions {

    private final Transactions inner;
    private final Timer times;
    private final Counter busy;

    CountedTransactions(MeterRegistry registry, Transactions inner) {
        this.inner = inner;
        this.times = Timer.builder("keycloak.two.factor.transactions")
                .description("Transactions of our own, from the wait for a turn to the commit")
                .register(registry);
        this.busy = Counter.builder("keycloak.two.factor.busy")
                .description("Requests that were turned away because no transaction was free")
                .register(registry);
    }

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        long start = System.nanoTime();
        try {
            return inner.run(work);
        } catch (StoreBusyException e) {
            busy.increment();
            throw e;
        } finally {
            times.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
