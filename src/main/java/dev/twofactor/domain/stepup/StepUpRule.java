package dev.twofactor.domain.stepup;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says what it takes to add, change, remove or switch off a second factor: an existing one, shown a moment ago
 * (ASVS 5.0, 7.5.1). Only who has none gets by with having signed in a moment ago.
 */
public final class StepUpRule {

    /** How long a proof is good for beginning a change. */
    public static final Duration TO_BEGIN = Duration.ofMinutes(5);
    /** How long it is good for ending what was begun in time: a code on its way to a new phone takes some minutes. */
    public static final Duration TO_END = Duration.ofMinutes(15);

    private StepUpRule() {}

    /**
     * What is still to be shown.
     *
     * @param hasFactor whether the user has a second factor that can be shown
     * @param begun whether the same change was let begin before, in the same tab
     */
    public static StepUpNeed need(boolean hasFactor, Shown shown, boolean begun, Instant now) {
        Instant since = now.minus(begun ? TO_END : TO_BEGIN);
        if (isSince(shown.secondFactor(), since)) {
            return StepUpNeed.NONE;
        }
        if (hasFactor) {
            return StepUpNeed.SECOND_FACTOR;
        }
        return isSince(shown.signedIn(), since) ? StepUpNeed.NONE : StepUpNeed.SIGN_IN;
    }

    private static boolean isSince(@Nullable Instant moment, Instant since) {
        return moment != null && !moment.isBefore(since);
    }
}
