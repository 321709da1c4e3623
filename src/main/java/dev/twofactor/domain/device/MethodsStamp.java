package dev.twofactor.domain.device;

import dev.twofactor.domain.device.SecurityStamp.Part;
import dev.twofactor.domain.policy.TrustEnd;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Second factors at one moment, written so that it can be told later which of them came, went or changed: {@code 1} and,
 * for each, 16 hex digits that say which it is and 16 over what it is like, such as {@code 1,<which>=<like>}.
 */
final class MethodsStamp {

    private static final String BEGIN = "1";
    /** Nobody has so many; above it only the hash of all is kept, which says that something changed and not what. */
    private static final int MOST = 50;

    private static final int DIGITS = 16;

    private MethodsStamp() {}

    static String of(String userId, Collection<Part> parts) {
        String all = parts.stream().map(part -> entry(userId, part)).sorted().collect(Collectors.joining());
        return parts.size() > MOST ? SecurityStamp.hash(all) : BEGIN + all;
    }

    private static String entry(String userId, Part part) {
        String which = String.join("\n", userId, part.type(), part.id());
        String like = String.join("\n", which, "" + part.since(), part.destination());
        return "," + hash(which) + "=" + hash(like);
    }

    private static String hash(String text) {
        return SecurityStamp.hash(text).substring(0, DIGITS);
    }

    /** What happened between two stamps; of one that cannot be read everything may have. */
    static Set<TrustEnd> changes(String earlier, String now) {
        if (earlier.equals(now)) {
            return EnumSet.noneOf(TrustEnd.class);
        }
        Optional<Map<String, String>> before = read(earlier);
        Optional<Map<String, String>> after = read(now);
        return before.isPresent() && after.isPresent()
                ? difference(before.get(), after.get())
                : EnumSet.of(TrustEnd.METHOD_ADDED, TrustEnd.METHOD_UPDATED, TrustEnd.METHOD_REMOVED);
    }

    private static Set<TrustEnd> difference(Map<String, String> before, Map<String, String> after) {
        Set<TrustEnd> changes = EnumSet.noneOf(TrustEnd.class);
        if (!before.keySet().containsAll(after.keySet())) {
            changes.add(TrustEnd.METHOD_ADDED);
        }
        if (!after.keySet().containsAll(before.keySet())) {
            changes.add(TrustEnd.METHOD_REMOVED);
        }
        if (before.entrySet().stream().anyMatch(was -> !after.getOrDefault(was.getKey(), was.getValue())
                .equals(was.getValue()))) {
            changes.add(TrustEnd.METHOD_UPDATED);
        }
        return changes;
    }

    private static Optional<Map<String, String>> read(String stamp) {
        String[] words = stamp.split(",", -1);
        if (!words[0].equals(BEGIN)) {
            return Optional.empty();
        }
        Map<String, String> entries = new HashMap<>();
        Arrays.stream(words).skip(1).map(word -> word.split("=", 2)).forEach(pair -> entries.put(pair[0], pair[1]));
        return Optional.of(entries);
    }
}
