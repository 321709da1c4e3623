package dev.twofactor.keycloak.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A short list of moments in one column: whole seconds in base 36, rounded up so that no limit ends early. */
final class Moments {

    private static final int RADIX = 36;

    private Moments() {}

    static List<Instant> parse(String column) {
        if (column == null || column.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(column.split(","))
                .map(part -> Instant.ofEpochSecond(Long.parseLong(part, RADIX)))
                .toList();
    }

    static String format(List<Instant> moments) {
        return moments.stream()
                .map(at -> Long.toString(at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0), RADIX))
                .collect(Collectors.joining(","));
    }
}
