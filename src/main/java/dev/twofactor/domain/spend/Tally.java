package dev.twofactor.domain.spend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was counted against one subject within the last day. Of few messages each moment is kept; of many, neighbours are
 * put together at the later one's moment, so that a tally stays small and no limit ever ends early.
 *
 * @param marks oldest first
 * @param usual messages of earlier days; halved from time to time, so that old days fade
 * @param closedUntil until when the subject is closed, its alarm is silent or it is remembered; null when it never was
 * @param closings how often it was closed in a row
 */
public record Tally(List<Mark> marks, Share usual, @Nullable Instant closedUntil, int closings) {

    public static final Tally EMPTY = new Tally(List.of(), Share.NONE, null, 0);
    /** What is older counts for no limit any more. */
    public static final Duration LONGEST = Duration.ofDays(1);
    /** Moments that are kept apart. */
    public static final int MOST_MARKS = 64;

    /**
     * Messages that left together.
     *
     * @param at when the last of them left
     * @param messages how many
     * @param verified how many of them had their code entered; may exceed {@code messages} for marks put together
     * @param micros their cost in millionths of the services' unit
     */
    public record Mark(Instant at, long messages, long verified, long micros) {

        private Mark with(Mark older) {
            return new Mark(at, messages + older.messages, verified + older.verified, micros + older.micros);
        }
    }

    /**
     * How many of some messages were verified.
     *
     * @param messages how many there were
     * @param verified how many of them had their code entered
     */
    public record Share(long messages, long verified) {

        public static final Share NONE = new Share(0, 0);
        private static final long LONG_MEMORY = 1000;

        Share plus(Mark mark) {
            Share sum = new Share(messages + mark.messages(), verified + mark.verified());
            return sum.messages > LONG_MEMORY ? new Share(sum.messages / 2, sum.verified / 2) : sum;
        }
    }

    public Tally {
        marks = List.copyOf(marks);
    }

    /** One message more. */
    Tally sent(Instant now, long micros) {
        return add(new Mark(now, 1, 0, micros), now);
    }

    private Tally add(Mark mark, Instant now) {
        Tally current = aged(now);
        List<Mark> all = new ArrayList<>(MOST_MARKS + 1);
        all.addAll(current.marks);
        Mark last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (last != null && !mark.at().isAfter(last.at())) {
            // The same moment, or a clock that jumped back: nothing that was counted may end earlier for it.
            all.set(all.size() - 1, last.with(mark));
        } else {
            all.add(mark);
        }
        if (all.size() > MOST_MARKS) {
            joinClosest(all, now);
        }
        return new Tally(all, current.usual, closedUntil, closings);
    }

    /** The codes of these messages were entered; they stood at this moment or were put together with later ones. */
    Tally verified(Instant sentAt, long messages) {
        List<Mark> all = new ArrayList<>(marks);
        for (int i = 0; i < all.size(); i++) {
            Mark mark = all.get(i);
            if (!mark.at().isBefore(sentAt)) {
                all.set(i, new Mark(mark.at(), mark.messages(), mark.verified() + messages, mark.micros()));
                return new Tally(all, usual, closedUntil, closings);
            }
        }
        return this;
    }

    Tally closed(@Nullable Instant until, int times) {
        return new Tally(marks, usual, until, times);
    }

    boolean isClosed(Instant now) {
        return closedUntil != null && closedUntil.isAfter(now);
    }

    long messages(Duration window, Instant now) {
        return sum(window, now, Mark::messages);
    }

    long unverified(Duration window, Instant now) {
        return Math.max(0, sum(window, now, Mark::messages) - sum(window, now, Mark::verified));
    }

    long micros(Duration window, Instant now) {
        return sum(window, now, Mark::micros);
    }

    /** Messages of the window that are old enough for their codes to have been entered. */
    Share ripe(Duration window, Duration ripe, Instant now) {
        Instant young = now.minus(ripe);
        long messages = sum(window, now, mark -> mark.at().isAfter(young) ? 0 : mark.messages());
        long verified = sum(window, now, mark -> mark.at().isAfter(young) ? 0 : mark.verified());
        return new Share(messages, Math.min(messages, verified));
    }

    /** Messages since a moment. */
    long since(Instant moment) {
        return marks.stream()
                .filter(mark -> !mark.at().isBefore(moment))
                .mapToLong(Mark::messages)
                .sum();
    }

    /** When so much of the window will have passed that less than {@code most} of the measure is left. */
    Instant freeAt(ToLongFunction<Mark> measure, long most, Duration window, Instant now) {
        long left = sum(window, now, measure);
        Instant free = now;
        for (Mark mark : marks) {
            if (left < most) {
                break;
            }
            if (mark.at().plus(window).isAfter(now)) {
                left -= measure.applyAsLong(mark);
                free = mark.at().plus(window);
            }
        }
        return free;
    }

    /** From when on nothing in here matters to any limit; a closing outlives its messages. */
    public Instant emptyAt() {
        Instant end = marks.isEmpty()
                ? Instant.EPOCH
                : marks.get(marks.size() - 1).at().plus(LONGEST);
        return closedUntil == null || closedUntil.isBefore(end) ? end : closedUntil;
    }

    // A clock that jumped back leaves marks in the future: they count.
    private long sum(Duration window, Instant now, ToLongFunction<Mark> measure) {
        Instant over = now.minus(window);
        long sum = 0;
        for (Mark mark : marks) {
            if (mark.at().isAfter(over)) {
                sum += measure.applyAsLong(mark);
            }
        }
        return sum;
    }

    private Tally aged(Instant now) {
        if (marks.isEmpty() || marks.get(0).at().plus(LONGEST).isAfter(now)) {
            return this;
        }
        List<Mark> kept = new ArrayList<>();
        Share past = usual;
        for (Mark mark : marks) {
            if (mark.at().plus(LONGEST).isAfter(now)) {
                kept.add(mark);
            } else {
                past = past.plus(mark);
            }
        }
        return new Tally(kept, past, closedUntil, closings);
    }

    // The two that lie closest together for their age: what is long ago needs to be known less exactly.
    private static void joinClosest(List<Mark> all, Instant now) {
        int closest = 1;
        double least = Double.MAX_VALUE;
        long before = all.get(0).at().toEpochMilli();
        for (int i = 1; i < all.size(); i++) {
            long at = all.get(i).at().toEpochMilli();
            double part = (at - before) / (1.0 + Math.max(0, now.toEpochMilli() - at));
            if (part < least) {
                least = part;
                closest = i;
            }
            before = at;
        }
        all.set(closest, all.get(closest).with(all.get(closest - 1)));
        all.remove(closest - 1);
    }
}
