package dev.twofactor.domain.device;

import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.domain.policy.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Says when trust in a browser stands, what a shown cookie is worth, and which trust must make room. */
public final class TrustRule {

    /** How long the value before the newest one still counts: two tabs of a browser may sign in at once. */
    public static final Duration GRACE = Duration.ofSeconds(60);

    private final TrustPolicy policy;
    private final Clock clock;

    public TrustRule(TrustPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** When trust that is given now ends at the latest. */
    public Instant endOfNew() {
        return clock.instant().plus(Duration.ofDays(policy.days()));
    }

    /** Whether trust that was given once still holds for this account. */
    public boolean stands(Trust trust, Account account) {
        return policy.enabled() && isInTime(trust) && isUndisturbed(trust, account);
    }

    /** The moment after which trust must have been used to stand; the beginning of time where it need not be used. */
    public Instant idleSince() {
        return policy.idleDays() > 0 ? clock.instant().minus(Duration.ofDays(policy.idleDays())) : Instant.EPOCH;
    }

    /** What the cookie with this handle is worth. */
    public TrustVerdict judge(Trust trust, TrustToken shown, Account account) {
        if (!stands(trust, account)) {
            return TrustVerdict.OVER;
        }
        if (isSame(shown.secretHash(), trust.secret())) {
            return TrustVerdict.CURRENT;
        }
        boolean previous = trust.previous() != null && isSame(shown.secretHash(), trust.previous());
        boolean lately = !clock.instant().isAfter(trust.rotatedAt().plus(GRACE));
        return previous && lately ? TrustVerdict.JUST_RENEWED : TrustVerdict.COPIED;
    }

    /** Whether this event ends trust. */
    public boolean endsOn(TrustEnd event) {
        return policy.endsOn().contains(event);
    }

    /** Those that must go so that one more has room: the oldest. */
    public List<Trust> makingRoom(Collection<Trust> standing) {
        return standing.stream()
                .sorted(Comparator.comparing(Trust::since))
                .limit(Math.max(0, standing.size() - policy.maxDevices() + 1))
                .toList();
    }

    // A policy that has become shorter holds for trust that was given before, a longer one does not.
    private boolean isInTime(Trust trust) {
        Instant now = clock.instant();
        return now.isBefore(trust.endsAt())
                && now.isBefore(trust.since().plus(Duration.ofDays(policy.days())))
                && trust.lastUsedAt().isAfter(idleSince());
    }

    private boolean isUndisturbed(Trust trust, Account account) {
        Set<TrustEnd> changes = account.stamp().changesSince(trust.stamp());
        if (trust.since().isBefore(account.signedOutAt())) {
            changes.add(TrustEnd.SIGNED_OUT_EVERYWHERE);
        }
        if (!account.enabled()) {
            changes.add(TrustEnd.USER_DISABLED);
        }
        return changes.stream().noneMatch(this::endsOn);
    }

    private static boolean isSame(String shown, String known) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.US_ASCII), known.getBytes(StandardCharsets.US_ASCII));
    }
}
