package dev.twofactor.domain.spend;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What the tests of the limits over all users begin with: tallies in memory and a clock that can be moved. */
abstract class BudgetOfADay {

    static final Duration DAY = Duration.ofDays(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    final MemoryTallies tallies = new MemoryTallies();
    final Map<String, String> policy = new HashMap<>();
    String address = "192.0.2.1";
    int parts = 1;
    String price = "0.05";
    boolean otherMethod;
    Instant now = Instant.parse("2026-11-01T12:00:00Z");

    Asked set(int i) {
        return asked("u" + i, true, "+1415555%04d".formatted(i));
    }

    static Asked login(String user, int number) {
        return asked(user, false, "+1%03d5550101".formatted(200 + number));
    }

    static Asked enroll(String user, int number) {
        return asked(user, true, "+1%03d5550101".formatted(200 + number));
    }

    static Asked german(String user, int number) {
        return new Asked(user, false, Channel.SMS, new Destination("+49151000" + number + "1111", "+49", "DE"), 1);
    }

    static Asked mail(String user, boolean enrolling) {
        return new Asked(user, enrolling, Channel.EMAIL, new Destination("a@b.example", "a•••", null), 1);
    }

    static Asked asked(String user, boolean enrolling, String number) {
        return new Asked(user, enrolling, Channel.SMS, new Destination(number, "+1 •••", "US"), 1);
    }

    Stop ask(Asked asked) {
        return decide(asked).stop();
    }

    Decision decide(Asked asked) {
        return budget().ask(tallies, asked, now);
    }

    void verified(Asked asked, Instant sentAt) {
        budget().verified(tallies, asked, sentAt, 1);
    }

    SendBudget budget() {
        return new SendBudget(
                BudgetPolicy.from(new Settings(policy)),
                value -> "hash of " + value,
                NetworkAddress.of(address),
                asked -> new BigDecimal(price).multiply(BigDecimal.valueOf(parts)),
                user -> otherMethod);
    }

    Tally tally(Subject.Kind kind) {
        return tallies.all().entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Tally.EMPTY);
    }
}
