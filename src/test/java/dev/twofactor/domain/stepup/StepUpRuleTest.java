package dev.twofactor.domain.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepUpRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void aFactorShownFiveMinutesAgoIsEnough() {
        assertThat(need(true, shown(null, Duration.ofMinutes(5)))).isEqualTo(StepUpNeed.NONE);
    }

    @Test
    void aFactorShownLongerAgoHasToBeShownAgain() {
        assertThat(need(true, shown(Duration.ZERO, Duration.ofMinutes(5).plusMillis(1))))
                .isEqualTo(StepUpNeed.SECOND_FACTOR);
    }

    @Test
    void thePasswordAloneIsNeverEnoughForWhoHasAFactor() {
        assertThat(need(true, shown(Duration.ZERO, null))).isEqualTo(StepUpNeed.SECOND_FACTOR);
    }

    @Test
    void whoHasNoneNeedsAFreshSignInOnly() {
        assertThat(need(false, shown(Duration.ofMinutes(5), null))).isEqualTo(StepUpNeed.NONE);
        assertThat(need(false, shown(Duration.ofMinutes(6), null))).isEqualTo(StepUpNeed.SIGN_IN);
        assertThat(need(false, shown(null, null))).isEqualTo(StepUpNeed.SIGN_IN);
    }

    @Test
    void whatWasBegunInTimeMayBeEndedWithinAQuarterOfAnHour() {
        Shown quarter = shown(null, Duration.ofMinutes(15));
        Shown longer = shown(null, Duration.ofMinutes(15).plusMillis(1));

        assertThat(StepUpRule.need(true, quarter, true, NOW)).isEqualTo(StepUpNeed.NONE);
        assertThat(StepUpRule.need(true, longer, true, NOW)).isEqualTo(StepUpNeed.SECOND_FACTOR);
    }

    private static StepUpNeed need(boolean hasFactor, Shown shown) {
        return StepUpRule.need(hasFactor, shown, false, NOW);
    }

    private static Shown shown(Duration signedIn, Duration secondFactor) {
        return new Shown(
                signedIn == null ? null : NOW.minus(signedIn), secondFactor == null ? null : NOW.minus(secondFactor));
    }
}
