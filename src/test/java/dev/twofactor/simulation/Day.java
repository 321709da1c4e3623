package dev.twofactor.simulation;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.otp.Limits;
import dev.twofactor.domain.otp.MemoryCodeStore;
import dev.twofactor.domain.otp.TestLimits;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.spend.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** What happens in a realm within two days, in the order of time: a quiet one, and the one that is measured. */
final class Day {

    static final Duration LENGTH = Duration.ofDays(1);

    final Random random = new Random(11);
    private final Map<String, String> policy;
    final CodePolicy codes;
    final MovableClock clock = new MovableClock();
    final MemoryCodeStore store = new MemoryCodeStore();
    /** First time of each alarm, since the second day began; those of the first are before it. */
    final Map<String, Duration> alarms = new LinkedHashMap<>();

    /** What one text message costs. */
    static final BigDecimal PRICE = new BigDecimal("0.05");

    private int texts;
    private final Instant start = clock.instant();
    private final PriorityQueue<Happening> happenings = new PriorityQueue<>(Comparator.comparing(Happening::at));

    private final Map<String, Limits> limits = new HashMap<>();

    private record Happening(Duration at, Runnable what) {}

    /** @param policy keys that differ from the defaults */
    Day(Map<String, String> policy) {
        this.policy = policy;
        this.codes = CodePolicy.from(new Settings(policy));
    }

    void at(Duration time, Runnable what) {
        happenings.add(new Happening(time, what));
    }

    /** Some time later than now. */
    void after(Duration wait, Runnable what) {
        at(Duration.between(start, clock.instant()).plus(wait), what);
    }

    void run() {
        while (!happenings.isEmpty()) {
            Happening next = happenings.remove();
            clock.move(Duration.between(clock.instant(), start.plus(next.at())));
            next.what().run();
        }
    }

    /** The limits as a request from this address meets them. */
    Limits limits(String address) {
        return limits.computeIfAbsent(address, from -> TestLimits.of(policy, from, PRICE, this::noticed));
    }

    private void noticed(Finding finding) {
        if (finding.type() == Finding.Type.ALARM && isMeasured()) {
            alarms.putIfAbsent(finding.code(), Duration.between(start.plus(LENGTH), clock.instant()));
        }
    }

    /** A text message leaves. */
    void sent() {
        texts += isMeasured() ? 1 : 0;
    }

    /** What all messages of the second day cost. */
    BigDecimal money() {
        return PRICE.multiply(BigDecimal.valueOf(texts));
    }

    /** Whether the second day has begun. */
    boolean isMeasured() {
        return !clock.instant().isBefore(start.plus(LENGTH));
    }

    /** Some time of a day. */
    Duration anyTime() {
        return Duration.ofMillis(
                (long) (random.nextDouble() * Duration.ofDays(1).toMillis()));
    }
}
