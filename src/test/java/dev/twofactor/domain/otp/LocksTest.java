package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What wrong codes have locked, as an admin sees and lifts it. */
class LocksTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String SMS = "two-factor-sms";
    private static final TriedMethod PHONE = new TriedMethod(SMS, NOW.minus(Duration.ofDays(1)));
    private final CodePolicy policy =
            CodePolicy.from(new Settings(Map.of("wrong-per-day", "2", "consecutive-wrong", "3")));
    private final MemoryCodeStore store = new MemoryCodeStore();

    private Locks locks() {
        return new Locks(store.counts.getOrDefault("shop/anna", Counts.NONE), policy, NOW);
    }

    private void wrong(int times, Instant at) {
        Counts counts = store.counts.getOrDefault("shop/anna", Counts.NONE);
        for (int i = 0; i < times; i++) {
            counts = counts.tried(SMS, 3, at);
        }
        store.counts.put("shop/anna", counts);
    }

    @Test
    void nothingIsLockedOfSomebodyWhoTypedNothingWrong() {
        assertThat(locks().wrongToday()).isZero();
        assertThat(locks().until()).isNull();
        assertThat(locks().isOff(PHONE)).isFalse();
        assertThat(locks().lastUse(SMS)).isNull();
    }

    @Test
    void theDaysWrongCodesLockUntilTheFirstOfThemIsADayOld() {
        wrong(1, NOW.minus(Duration.ofHours(5)));
        assertThat(locks().until()).isNull();
        wrong(1, NOW.minus(Duration.ofHours(2)));

        assertThat(locks().wrongToday()).isEqualTo(2);
        assertThat(locks().until()).isEqualTo(NOW.plus(Duration.ofHours(19)));
    }

    @Test
    void liftingForgetsTheDayAndTheRowAndPutsAMethodBackToUse() {
        wrong(4, NOW.minusSeconds(60));
        assertThat(locks().isOff(PHONE)).isTrue();

        Locks.lift(store, "shop", "anna");

        assertThat(locks().wrongToday()).isZero();
        assertThat(locks().until()).isNull();
        assertThat(locks().isOff(PHONE)).isFalse();
        assertThat(locks().counts().consecutiveWrong()).isZero();
    }

    @Test
    void liftingGivesNoMessagesBackAndForgetsNoUse() {
        Counts sent = Counts.NONE.sent(NOW).tried(SMS, 3, NOW).right(SMS, NOW);
        store.counts.put("shop/anna", sent.with(EnrollmentCounts.NONE.sent(true, NOW)));

        Locks.lift(store, "shop", "anna");

        assertThat(locks().counts().sentAt()).containsExactly(NOW);
        assertThat(locks().counts().enrollments().sentAt()).containsExactly(NOW);
        assertThat(locks().counts().evaluations()).isEqualTo(1);
        assertThat(locks().lastUse(SMS)).isEqualTo(NOW);
    }
}
