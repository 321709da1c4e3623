package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.Streak;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of wrong codes of a user's methods in one column: {@code method:wrong:lastAt:offUpTo:rightAt,…}, base 36; the last was added later. */
final class Streaks {

    private static final int RADIX = 36;

    private Streaks() {}

    static Map<String, Streak> parse(String column) {
        if (column == null || column.isEmpty()) {
            return Map.of();
        }
        return Arrays.stream(column.split(","))
                .map(entry -> entry.split(":"))
                .collect(Collectors.toMap(entry -> entry[0], Streaks::streak));
    }

    static String format(Map<String, Streak> streaks) {
        return streaks.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + format(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static Streak streak(String[] entry) {
        return new Streak(
                Integer.parseInt(entry[1], RADIX),
                Instant.ofEpochMilli(Long.parseLong(entry[2], RADIX)),
                moment(entry[3]),
                entry.length > 4 ? moment(entry[4]) : null);
    }

    private static String format(Streak streak) {
        return Integer.toString(streak.wrong(), RADIX)
                + ":" + Long.toString(streak.lastAt().toEpochMilli(), RADIX)
                + ":" + moment(streak.offUpTo())
                + ":" + moment(streak.rightAt());
    }

    private static Instant moment(String text) {
        long millis = Long.parseLong(text, RADIX);
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static String moment(Instant moment) {
        return Long.toString(moment == null ? 0 : moment.toEpochMilli(), RADIX);
    }
}
