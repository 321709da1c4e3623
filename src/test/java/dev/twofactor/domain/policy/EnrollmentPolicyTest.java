package dev.twofactor.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrollmentPolicyTest {

    private static final Instant MOMENT = Instant.parse("2026-11-25T12:00:00Z");
    private final EnrollmentPolicy anew =
            EnrollmentPolicy.from(new Settings(Map.of("enrolled-after", MOMENT.toString())));

    @Test
    void withoutAMomentEverySetUpCounts() {
        EnrollmentPolicy policy = EnrollmentPolicy.from(new Settings(Map.of()));

        assertThat(policy.counts(Instant.EPOCH, MOMENT)).isTrue();
        assertThat(policy.counts(null, MOMENT)).isTrue();
    }

    @Test
    void whatWasSetUpBeforeTheMomentDoesNotCount() {
        assertThat(anew.counts(MOMENT.minusMillis(1), MOMENT)).isFalse();
        assertThat(anew.counts(MOMENT, MOMENT)).isTrue();
    }

    @Test
    void whatHasNoAgeIsOld() {
        assertThat(anew.counts(null, MOMENT)).isFalse();
    }

    @Test
    void aMomentInTheFutureChangesNothingYet() {
        assertThat(anew.counts(Instant.EPOCH, MOMENT.minusMillis(1))).isTrue();
        assertThat(anew.enrollsAnew(MOMENT.minusMillis(1))).isFalse();
        assertThat(anew.enrollsAnew(MOMENT)).isTrue();
    }
}
