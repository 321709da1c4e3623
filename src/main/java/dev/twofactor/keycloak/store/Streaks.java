package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.Streak;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of wrong codes of a user's methods in one column: {@code method:wrong:lastAt:offUpTo,…}, base 36. */
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
        long offUpTo = Long.parseLong(entry[3], RADIX);
        return new Streak(
                Integer.parseInt(entry[1], RADIX),
                Instant.ofEpochMilli(Long.parseLong(entry[2], RADIX)),
                offUpTo == 0 ? null : Instant.ofEpochMilli(offUpTo));
    }

    private static String format(Streak streak) {
        long offUpTo = streak.offUpTo() == null ? 0 : streak.offUpTo().toEpochMilli();
        return Integer.toString(streak.wrong(), RADIX)
                + ":" + Long.toString(streak.lastAt().toEpochMilli(), RADIX)
                + ":" + Long.toString(offUpTo, RADIX);
    }
}
