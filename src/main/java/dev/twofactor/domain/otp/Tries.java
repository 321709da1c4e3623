package dev.twofactor.domain.otp;

import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.spend.Finding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tries of codes that somebody else compares, such as an authenticator app's: they count with all others of the user. */
public final class Tries {

    private final CodeStore store;
    private final CodePolicy policy;
    private final Clock clock;
    private final Limits limits;

    public Tries(CodeStore store, CodePolicy policy, Limits limits, Clock clock) {
        this.limits = limits;
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Counts the try as wrong, then lets it be compared, then takes it back when it was right. The user's records are
     * free while it is compared: whoever compares may be slow, and need not know of them.
     *
     * @param comparison true when the code is right; whatever it throws passes through, and the try stays counted
     * @return {@link Verdict#ACCEPTED}, {@link Verdict#WRONG} or, without comparing, {@link Verdict#LOCKED}, {@link
     *     Verdict#METHOD_OFF} or {@link Verdict#HELD}
     */
    public Verdict judge(String realmId, String userId, TriedMethod method, BooleanSupplier comparison) {
        Verdict verdict = limits.watch().during(() -> verdict(realmId, userId, method, comparison), answer -> answer);
        limits.watch().judged(method.type(), verdict, null, 0);
        return verdict;
    }

    private Verdict verdict(String realmId, String userId, TriedMethod method, BooleanSupplier comparison) {
        Verdict refusal = store.exclusively(
                        realmId, userId, records -> Optional.ofNullable(count(records, userId, method)))
                .orElse(null);
        if (refusal != null) {
            return refusal;
        }
        if (!comparison.getAsBoolean()) {
            wrong(realmId, userId, method).forEach(limits.watch());
            return Verdict.WRONG;
        }
        store.exclusively(realmId, userId, records -> {
            records.save(records.counts().right(method.type(), clock.instant()));
            limits.wrongCodes().right(records.tallies(), userId, clock.instant());
            return true;
        });
        return Verdict.ACCEPTED;
    }

    private @Nullable Verdict count(CodeStore.UserRecords records, String userId, TriedMethod method) {
        Instant now = clock.instant();
        Counts counts = records.counts();
        if (counts.wrongToday(policy.wrongPerDay(), now)) {
            return Verdict.LOCKED;
        }
        if (isOff(counts, method)) {
            return Verdict.METHOD_OFF;
        }
        if (limits.wrongCodes().isStopped(records.tallies(), userId, now)) {
            return Verdict.HELD;
        }
        records.save(counts.tried(method.type(), policy.consecutiveWrong(), now));
        return null;
    }

    private List<Finding> wrong(String realmId, String userId, TriedMethod method) {
        return store.exclusively(realmId, userId, records -> {
            List<Finding> findings = new ArrayList<>(limits.wrongCodes().wrong(records.tallies(), clock.instant()));
            if (records.counts().wrongToday(policy.wrongPerDay(), clock.instant())) {
                findings.add(CodeLifeCycle.locked(userId));
            }
            if (isOff(records.counts(), method)) {
                findings.add(CodeLifeCycle.methodOff(userId, method.type()));
            }
            return findings;
        });
    }

    private boolean isOff(Counts counts, TriedMethod method) {
        return counts.streak(method.type()).isOff(policy.consecutiveWrong(), method.boundAt());
    }
}
