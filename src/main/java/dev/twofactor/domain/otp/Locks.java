package dev.twofactor.domain.otp;

import dev.twofactor.domain.policy.CodePolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What wrong codes have locked of one user at one moment.
 *
 * @param counts as they stand
 */
public record Locks(Counts counts, CodePolicy policy, Instant now) {

    /** Wrong codes of the last 24 hours, 0 or more. */
    public int wrongToday() {
        return Counts.recent(counts.wrongAt(), Counts.DAY, now).size();
    }

    /** When a code is compared again; null while the day's wrong codes are not used up. */
    public @Nullable Instant until() {
        return counts.wrongToday(policy.wrongPerDay(), now) ? counts.unlockedAt(policy.wrongPerDay(), now) : null;
    }

    /** Whether too many wrong codes in a row have put this out of use. */
    public boolean isOff(TriedMethod method) {
        return counts.streak(method.type()).isOff(policy.consecutiveWrong(), method.boundAt());
    }

    /** When a code of this credential type was right for the last time; null when nobody knows. */
    public @Nullable Instant lastUse(String type) {
        return counts.streak(type).rightAt();
    }

    /** Lifts all of a user's at once, whoever is right about the wrong codes: somebody answers for that. */
    public static void lift(CodeStore store, String realmId, String userId) {
        store.exclusively(realmId, userId, records -> {
            records.save(records.counts().lifted());
            return true;
        });
    }
}
