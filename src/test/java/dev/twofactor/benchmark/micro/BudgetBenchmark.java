package dev.twofactor.benchmark.micro;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.spend.Asked;
import dev.twofactor.domain.spend.MemoryTallies;
import dev.twofactor.domain.spend.NetworkAddress;
import dev.twofactor.domain.spend.SendBudget;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether a message may leave, with tallies in memory: a thousand messages from one address within a second. */
@State(Scope.Thread)
public class BudgetBenchmark {

    static final int MESSAGES = 1000;

    private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");

    private final SendBudget budget = new SendBudget(
            BudgetPolicy.from(new Settings(
                    Map.of("unverified-per-address-hour", "100000", "unverified-per-prefix-day", "1000000"))),
            value -> value,
            NetworkAddress.of("192.0.2.1"),
            asked -> BigDecimal.ONE,
            user -> false);
    private final List<Asked> messages = IntStream.range(0, MESSAGES)
            .mapToObj(number -> new Asked(
                    "user-" + number,
                    false,
                    Channel.SMS,
                    new Destination("+1415555" + (1000 + number), "+1 •••", "US"),
                    1))
            .toList();
    private MemoryTallies tallies;

    /** Nothing is counted yet. */
    @Setup(Level.Invocation)
    public void prepare() {
        tallies = new MemoryTallies();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void ask() {
        for (int i = 0; i < MESSAGES; i++) {
            if (budget.ask(tallies, messages.get(i), BEGIN.plusMillis(i)).stop() != null) {
                throw new IllegalStateException("A message was refused");
            }
        }
    }
}
