package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CountsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void nothingCountedIsSpentAtOnce() {
        assertThat(Counts.NONE.spentAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aMessageCountsForAnHour() {
        assertThat(Counts.NONE.sent(NOW).spentAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void wrongCodesInARowAreNeverSpent() {
        assertThat(Counts.NONE.tried("sms", 100, NOW).spentAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void aMethodThatWasSwitchedOffIsNeverSpent() {
        Counts counts = Counts.NONE.tried("sms", 1, NOW).tried("sms", 1, NOW).right("sms", NOW);

        assertThat(counts.spentAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void wrongCodesBeforeARightOneCountForTheirDay() {
        Counts counts = Counts.NONE
                .tried("sms", 100, NOW)
                .tried("sms", 100, NOW.plusSeconds(5))
                .right("sms", NOW.minus(Duration.ofDays(400)));

        assertThat(counts.spentAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void theLastUseIsKnownForFourHundredDays() {
        Counts counts = Counts.NONE.tried("sms", 100, NOW).right("sms", NOW);

        assertThat(counts.streak("sms").rightAt()).isEqualTo(NOW);
        assertThat(counts.spentAt()).isEqualTo(NOW.plus(Duration.ofDays(400)));
    }

    @Test
    void messagesToSetSomethingUpCountForADay() {
        Counts counts = Counts.NONE.with(EnrollmentCounts.NONE.sent(true, NOW));

        assertThat(counts.spentAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }
}
