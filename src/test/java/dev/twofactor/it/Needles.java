package dev.twofactor.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds any of many strings in a line in one pass, however many they are. */
final class Needles {

    private static final int KEY = 4;
    private static final int BUCKETS = 1 << 16;

    private final List<List<String>> buckets = new ArrayList<>();

    /** Every string must have at least four characters. */
    Needles(Collection<String> strings) {
        for (int i = 0; i < BUCKETS; i++) {
            buckets.add(List.of());
        }
        for (String string : strings) {
            int bucket = bucket(string, 0);
            List<String> all = new ArrayList<>(buckets.get(bucket));
            all.add(string);
            buckets.set(bucket, all);
        }
    }

    /** The string itself and what Base64 makes of it wherever it stands in a longer text, as in an {@code Authorization} header. */
    static List<String> withBase64(String string) {
        List<String> all = new ArrayList<>(List.of(string));
        for (int before = 0; before < 3; before++) {
            String padded = "x".repeat(before) + string;
            String encoded =
                    Base64.getEncoder().withoutPadding().encodeToString(padded.getBytes(StandardCharsets.UTF_8));
            // The first and last characters also depend on the neighbours.
            all.add(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2));
        }
        return all;
    }

    /** The first of them that stands in the line. */
    Optional<String> in(String line) {
        for (int i = 0; i + KEY <= line.length(); i++) {
            for (String candidate : buckets.get(bucket(line, i))) {
                if (line.startsWith(candidate, i)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static int bucket(String text, int at) {
        int hash = 0;
        for (int i = at; i < at + KEY; i++) {
            hash = hash * 131 + text.charAt(i);
        }
        return hash & (BUCKETS - 1);
    }
}
