package dev.twofactor.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of docs/metrics.md. */
final class MetricsTable {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(keycloak_two_factor_\\w+)` \\| [^|]* \\| ([^|]*) \\|");
    private static final Pattern TAG = Pattern.compile("`(\\w+)`");

    private MetricsTable() {}

    /** Every metric and its tags. */
    static Map<String, Set<String>> read() {
        Map<String, Set<String>> table = new TreeMap<>();
        try {
            Matcher rows = ROW.matcher(Files.readString(Path.of("docs/metrics.md")));
            while (rows.find()) {
                Set<String> tags = new TreeSet<>();
                TAG.matcher(rows.group(2)).results().forEach(tag -> tags.add(tag.group(1)));
                table.put(rows.group(1), tags);
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
