package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.spend.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The wrong code that uses the day's up is told of once, by whatever it was compared. */
class DayOfWrongCodesTest {

    private static final Finding TOLD = new Finding(Finding.Type.ALARM, "wrong_codes_user", "anna", null);

    private final MovableClock clock = new MovableClock();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> settings = Map.of("wrong-per-day", "3");
    private final Tries tries = new Tries(
            new MemoryCodeStore(),
            CodePolicy.from(new Settings(settings)),
            TestLimits.of(settings, "192.0.2.1", findings::add),
            clock);

    @Test
    void theLastOfTheDayIsToldOfAndNoOther() {
        assertThat(tried(false)).isEqualTo(Verdict.WRONG);
        assertThat(tried(false)).isEqualTo(Verdict.WRONG);
        assertThat(findings).isEmpty();

        assertThat(tried(false)).isEqualTo(Verdict.WRONG);
        assertThat(tried(false)).isEqualTo(Verdict.LOCKED);

        assertThat(findings).containsExactly(TOLD);
    }

    @Test
    void aRightCodeAtTheLastMomentIsNotToldOf() {
        tried(false);
        tried(false);

        assertThat(tried(true)).isEqualTo(Verdict.ACCEPTED);

        assertThat(findings).isEmpty();
    }

    @Test
    void wrongCodesOfYesterdayDoNotCount() {
        tried(false);
        tried(false);
        clock.move(Duration.ofDays(1));

        tried(false);

        assertThat(findings).isEmpty();
    }

    private Verdict tried(boolean right) {
        clock.move(Duration.ofSeconds(1));
        return tries.judge("shop", "anna", new TriedMethod("otp", Instant.EPOCH), () -> right);
    }
}
