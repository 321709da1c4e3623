package dev.twofactor.domain.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is counted against one user over all logins, channels, nodes and entry points.
 *
 * @param evaluations codes ever compared; only grows
 * @param streaks wrong codes in a row of each method, by credential type (NIST SP 800-63B-4 3.2.2 allows 100)
 * @param wrongAt when the wrong codes of the last day came, oldest first; a right code does not clear it
 * @param sentAt when the messages of the last hour left, oldest first
 * @param enrollments the messages among them that were to set up a phone or address
 */
public record Counts(
        long evaluations,
        Map<String, Streak> streaks,
        List<Instant> wrongAt,
        List<Instant> sentAt,
        EnrollmentCounts enrollments) {

    public static final Counts NONE = new Counts(0, Map.of(), List.of(), List.of(), EnrollmentCounts.NONE);
    static final Duration DAY = Duration.ofDays(1);
    static final Duration HOUR = Duration.ofHours(1);
    /** So long the last use of a method is known: a year and a bit, for those who come once a year. */
    static final Duration USE_KEPT = Duration.ofDays(400);

    public Counts {
        streaks = Map.copyOf(streaks);
        wrongAt = List.copyOf(wrongAt);
        sentAt = List.copyOf(sentAt);
    }

    /** The row of wrong codes of one method. */
    public Streak streak(String method) {
        return streaks.getOrDefault(method, Streak.NONE);
    }

    /** The longest row of wrong codes that any method has now. */
    public int consecutiveWrong() {
        return streaks.values().stream().mapToInt(Streak::wrong).max().orElse(0);
    }

    /** Counts a try as wrong before it is compared. */
    Counts tried(Instant now) {
        return new Counts(evaluations + 1, streaks, append(recent(wrongAt, DAY, now), now), sentAt, enrollments);
    }

    /** The same, and one more in the row of a method. */
    Counts tried(String method, int most, Instant now) {
        return tried(now).with(method, streak(method).tried(most, now));
    }

    /** Takes the last try back, because it was right; wrong ones of the day stay. */
    Counts right() {
        return new Counts(
                evaluations, streaks, wrongAt.subList(0, Math.max(0, wrongAt.size() - 1)), sentAt, enrollments);
    }

    /** The same, and ends the row of a method. */
    Counts right(String method, Instant now) {
        return right().with(method, streak(method).right(now));
    }

    /** Without any wrong code, so that nothing is locked or off; messages stay counted. */
    Counts lifted() {
        Map<String, Streak> lifted = new HashMap<>();
        streaks.forEach((method, streak) -> lifted.put(method, streak.lifted()));
        return new Counts(evaluations, lifted, List.of(), sentAt, enrollments);
    }

    private Counts with(String method, Streak streak) {
        Map<String, Streak> changed = new HashMap<>(streaks);
        changed.put(method, streak);
        return new Counts(evaluations, changed, wrongAt, sentAt, enrollments);
    }

    Counts sent(Instant now) {
        return new Counts(evaluations, streaks, wrongAt, append(recent(sentAt, HOUR, now), now), enrollments);
    }

    Counts with(EnrollmentCounts changed) {
        return new Counts(evaluations, streaks, wrongAt, sentAt, changed);
    }

    /** Whether so many wrong codes came within the last 24 hours that no further one is compared. */
    boolean wrongToday(int most, Instant now) {
        return recent(wrongAt, DAY, now).size() >= most;
    }

    /** When the next message may leave: now or, with the hour's budget spent, when its oldest message is an hour old. */
    Instant nextSendAt(int mostPerHour, Instant now) {
        List<Instant> recent = recent(sentAt, HOUR, now);
        return recent.size() < mostPerHour
                ? now
                : recent.get(recent.size() - mostPerHour).plus(HOUR);
    }

    /** When the next wrong code may be compared again. */
    Instant unlockedAt(int most, Instant now) {
        List<Instant> recent = recent(wrongAt, DAY, now);
        return recent.size() < most ? now : recent.get(recent.size() - most).plus(DAY);
    }

    /**
     * From when on nothing of this matters any more, so that it need not be kept.
     *
     * @return {@link Instant#MAX} while wrong codes in a row are counted or have switched a method off: no time ends that
     */
    public Instant spentAt() {
        if (streaks.values().stream().anyMatch(streak -> streak.wrong() > 0 || streak.offUpTo() != null)) {
            return Instant.MAX;
        }
        Instant end = later(later(endOf(wrongAt, DAY), endOf(sentAt, HOUR)), enrollments.endsAt());
        Instant known = later(end, endOf(uses(), USE_KEPT));
        return known == null ? Instant.EPOCH : known;
    }

    private List<Instant> uses() {
        return streaks.values().stream()
                .map(Streak::rightAt)
                .filter(Objects::nonNull)
                .toList();
    }

    static @Nullable Instant endOf(List<Instant> moments, Duration window) {
        return moments.stream()
                .max(Instant::compareTo)
                .map(at -> at.plus(window))
                .orElse(null);
    }

    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    // A clock that jumped back leaves moments in the future: they count, so that no jump frees anybody early.
    static List<Instant> recent(List<Instant> moments, Duration window, Instant now) {
        return moments.stream().filter(at -> at.plus(window).isAfter(now)).toList();
    }

    static List<Instant> append(List<Instant> moments, Instant now) {
        List<Instant> all = new ArrayList<>(moments);
        all.add(now);
        return all;
    }
}
