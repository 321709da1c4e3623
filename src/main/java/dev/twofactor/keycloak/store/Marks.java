package dev.twofactor.keycloak.store;

import dev.twofactor.domain.spend.Tally;
import dev.twofactor.domain.spend.Tally.Mark;
import dev.twofactor.domain.spend.Tally.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tally in one column: usual share and closing, then the marks, numbers in base 36:
 * {@code messages.verified.closedUntil.closings;at.messages.verified.micros;…}.
 */
final class Marks {

    private static final int RADIX = 36;
    /** What is usual in a country or realm is remembered for so long after its last message. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private Marks() {}

    static Tally parse(String column) {
        if (column == null || column.isEmpty()) {
            return Tally.EMPTY;
        }
        String[] parts = column.split(";");
        long[] head = numbers(parts[0]);
        List<Mark> marks = Arrays.stream(parts)
                .skip(1)
                .map(Marks::numbers)
                .map(mark -> new Mark(Instant.ofEpochMilli(mark[0]), mark[1], mark[2], mark[3]))
                .toList();
        Instant closedUntil = head[2] == 0 ? null : Instant.ofEpochMilli(head[2]);
        return new Tally(marks, new Share(head[0], head[1]), closedUntil, (int) head[3]);
    }

    static String format(Tally tally) {
        long closedUntil = tally.closedUntil() == null ? 0 : tally.closedUntil().toEpochMilli();
        String head = join(tally.usual().messages(), tally.usual().verified(), closedUntil, tally.closings());
        return tally.marks().stream()
                .map(mark -> ";" + join(mark.at().toEpochMilli(), mark.messages(), mark.verified(), mark.micros()))
                .collect(Collectors.joining("", head, ""));
    }

    static Instant endsAt(Tally tally) {
        return tally.usual().equals(Share.NONE)
                ? tally.emptyAt()
                : tally.emptyAt().plus(MEMORY);
    }

    private static String join(long... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> Long.toString(number, RADIX))
                .collect(Collectors.joining("."));
    }

    private static long[] numbers(String part) {
        return Arrays.stream(part.split("\\."))
                .mapToLong(number -> Long.parseLong(number, RADIX))
                .toArray();
    }
}
