package dev.twofactor.domain.spend;

import dev.twofactor.domain.spend.Subject.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes prefixes and countries that are being pumped to set-ups; who has set up a phone there goes on signing in. */
final class Closings {

    private final HeldTallies held;
    private final List<Finding> findings;
    private final Instant now;

    /** @param findings is told of every new closing */
    Closings(HeldTallies held, List<Finding> findings, Instant now) {
        this.held = held;
        this.findings = findings;
        this.now = now;
    }

    /** @param country null for a number of none */
    @Nullable
    Stop stop(Subject prefix, @Nullable String country) {
        if (country != null) {
            Subject whole = new Subject(Kind.COUNTRY_SET_UP, country);
            boolean pumped = PumpingRule.isPumpedForLong(held.of(whole), false, now);
            Instant until = until(whole, pumped, Limit.COUNTRY_CLOSED, country);
            if (until != null) {
                return new Stop(Limit.COUNTRY_CLOSED, until);
            }
        }
        // While the realm as a whole is being pumped, a prefix needs to look less like it.
        boolean suspicious = PumpingRule.isPumped(held.of(Subject.of(Kind.REALM_SET_UP)), false, now);
        boolean pumped = PumpingRule.isPumped(held.of(prefix), suspicious, now);
        Instant until = until(prefix, pumped, Limit.PREFIX_CLOSED, country);
        return until == null ? null : new Stop(Limit.PREFIX_CLOSED, until);
    }

    // After a closing one message is let through, so that what has become better can show it.
    private @Nullable Instant until(Subject subject, boolean pumped, Limit limit, @Nullable String country) {
        Tally tally = held.of(subject);
        Instant last = tally.closedUntil();
        if (last != null && last.isAfter(now)) {
            return last;
        }
        if (!pumped) {
            held.change(subject, better -> better.closed(null, 0));
            return null;
        }
        if (last != null && tally.since(last) == 0) {
            return null;
        }
        Instant until = now.plus(PumpingRule.closing(tally.closings()));
        held.change(subject, worse -> worse.closed(until, worse.closings() + 1));
        findings.add(new Finding(Finding.Type.ALARM, limit.code(), null, country));
        return until;
    }
}
