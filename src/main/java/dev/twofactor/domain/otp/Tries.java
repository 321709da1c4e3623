package dev.twofactor.domain.otp;

import dev.twofactor.domain.policy.CodePolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Tries of codes that somebody else compares, such as an authenticator app's: they count with all others of the user. */
public final class Tries {

    private final CodeStore store;
    private final CodePolicy policy;
    private final Clock clock;

    public Tries(CodeStore store, CodePolicy policy, Clock clock) {
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Counts the try as wrong, then lets it be compared, then takes it back when it was right. The user's records are
     * free while it is compared: whoever compares may be slow, and need not know of them.
     *
     * @param comparison true when the code is right; whatever it throws passes through, and the try stays counted
     * @return {@link Verdict#ACCEPTED}, {@link Verdict#WRONG} or, without comparing, {@link Verdict#LOCKED}
     */
    public Verdict judge(String realmId, String userId, BooleanSupplier comparison) {
        if (!store.exclusively(realmId, userId, this::count)) {
            return Verdict.LOCKED;
        }
        if (!comparison.getAsBoolean()) {
            return Verdict.WRONG;
        }
        store.exclusively(realmId, userId, records -> {
            records.save(records.counts().right());
            return true;
        });
        return Verdict.ACCEPTED;
    }

    private boolean count(CodeStore.UserRecords records) {
        Instant now = clock.instant();
        Counts counts = records.counts();
        if (counts.wrongToday(policy.wrongPerDay(), now)) {
            return false;
        }
        records.save(counts.tried(now));
        return true;
    }
}
