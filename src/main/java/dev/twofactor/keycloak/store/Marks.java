package dev.twofactor.keycloak.store;

import dev.twofactor.domain.spend.Tally;
import dev.twofactor.domain.spend.Tally.Mark;
import dev.twofactor.domain.spend.Tally.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A tally in one column: usual share and closing, then the marks, numbers in base 36:
 * {@code messages.verified.closedUntil.closings;at.messages.verified.micros;…}.
 */
final class Marks {

    private static final int RADIX = 36;
    private static final int MARK_LENGTH = 16;
    /** What is usual in a country or realm is remembered for so long after its last message. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private Marks() {}

    static Tally parse(String column) {
        if (column == null || column.isEmpty()) {
            return Tally.EMPTY;
        }
        Numbers numbers = new Numbers(column);
        Share usual = new Share(numbers.next(), numbers.next());
        long closed = numbers.next();
        int closings = (int) numbers.next();
        List<Mark> marks = new ArrayList<>(Tally.MOST_MARKS);
        while (numbers.isMore()) {
            marks.add(new Mark(Instant.ofEpochMilli(numbers.next()), numbers.next(), numbers.next(), numbers.next()));
        }
        return new Tally(marks, usual, closed == 0 ? null : Instant.ofEpochMilli(closed), closings);
    }

    static String format(Tally tally) {
        StringBuilder column = new StringBuilder(MARK_LENGTH * (tally.marks().size() + 1));
        long closedUntil = tally.closedUntil() == null ? 0 : tally.closedUntil().toEpochMilli();
        append(column, tally.usual().messages(), tally.usual().verified(), closedUntil, tally.closings());
        for (Mark mark : tally.marks()) {
            column.append(';');
            append(column, mark.at().toEpochMilli(), mark.messages(), mark.verified(), mark.micros());
        }
        return column.toString();
    }

    static Instant endsAt(Tally tally) {
        return tally.usual().equals(Share.NONE)
                ? tally.emptyAt()
                : tally.emptyAt().plus(MEMORY);
    }

    private static void append(StringBuilder column, long first, long second, long third, long fourth) {
        column.append(Long.toString(first, RADIX)).append('.');
        column.append(Long.toString(second, RADIX)).append('.');
        column.append(Long.toString(third, RADIX)).append('.');
        column.append(Long.toString(fourth, RADIX));
    }

    /** Reads one number after the other: a login reads hundreds, so nothing is cut into pieces first. */
    private static final class Numbers {

        private final String column;
        private int place;

        Numbers(String column) {
            this.column = column;
        }

        boolean isMore() {
            return place < column.length();
        }

        long next() {
            int end = place;
            while (end < column.length() && column.charAt(end) != '.' && column.charAt(end) != ';') {
                end++;
            }
            long number = Long.parseLong(column, place, end, RADIX);
            place = end + 1;
            return number;
        }
    }
}
