package dev.twofactor.domain.otp;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one user caused by setting up phones and addresses within the last day: any signed-in user can type any number,
 * so this is bounded apart from all other limits.
 *
 * @param sentAt when messages left, oldest first
 * @param triedAt when the first message for a number or address left, oldest first
 */
public record EnrollmentCounts(List<Instant> sentAt, List<Instant> triedAt) {

    public static final EnrollmentCounts NONE = new EnrollmentCounts(List.of(), List.of());
    /** Messages of one user in any 24 hours, whatever numbers are tried. */
    static final int SENDS_A_DAY = 10;
    /** Numbers and addresses that one user can have texted or mailed in any 24 hours. */
    static final int DESTINATIONS_A_DAY = 6;

    public EnrollmentCounts {
        sentAt = List.copyOf(sentAt);
        triedAt = List.copyOf(triedAt);
    }

    /** @param first whether it is the first message of its challenge */
    EnrollmentCounts sent(boolean first, Instant now) {
        List<Instant> tried = Counts.recent(triedAt, Counts.DAY, now);
        return new EnrollmentCounts(
                Counts.append(Counts.recent(sentAt, Counts.DAY, now), now), first ? Counts.append(tried, now) : tried);
    }

    /** When the next message may leave: now, or when old ones are a day old. */
    Instant nextSendAt(boolean first, Instant now) {
        Instant next = freeAt(sentAt, SENDS_A_DAY, now);
        Instant nextDestination = first ? freeAt(triedAt, DESTINATIONS_A_DAY, now) : now;
        return next.isAfter(nextDestination) ? next : nextDestination;
    }

    /** From when on nothing of this is counted any more; null when nothing is counted now. */
    @Nullable
    Instant endsAt() {
        return Counts.later(Counts.endOf(sentAt, Counts.DAY), Counts.endOf(triedAt, Counts.DAY));
    }

    private static Instant freeAt(List<Instant> moments, int most, Instant now) {
        List<Instant> recent = Counts.recent(moments, Counts.DAY, now);
        return recent.size() < most ? now : recent.get(recent.size() - most).plus(Counts.DAY);
    }
}
