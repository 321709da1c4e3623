package dev.twofactor.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which promise holds on which version, as a table in a Markdown page. */
final class VersionsTable {

    private static final String BEGIN = "<!-- versions: written by ./versions -->\n";
    private static final String END = "<!-- end of versions -->";

    private final List<String> versions;
    private final Map<String, Set<Promise>> held = new HashMap<>();

    /** @param versions one column for each, in this order */
    VersionsTable(List<String> versions) {
        this.versions = versions;
    }

    void holds(String version, Promise promise) {
        held.computeIfAbsent(version, first -> new HashSet<>()).add(promise);
    }

    /** The lines of the table; what was not seen to hold is told so. */
    String markdown() {
        String head =
                "| Keycloak | " + String.join(" | ", versions) + " |\n|---" + "|:-:".repeat(versions.size()) + "|\n";
        return Arrays.stream(Promise.values()).map(this::line).collect(Collectors.joining("", head, ""));
    }

    private String line(Promise promise) {
        return versions.stream()
                .map(version -> held.getOrDefault(version, Set.of()).contains(promise) ? "yes" : "**no**")
                .collect(Collectors.joining(" | ", "| " + promise.label() + " | ", " |\n"));
    }

    /** Replaces what stands between the page's two comments. */
    void writeInto(Path page) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        if (from < BEGIN.length() || to < from) {
            throw new IllegalStateException(page + " has no place for the table of versions");
        }
        Files.writeString(
                page,
                text.substring(0, from) + "\n" + markdown() + "\nLast run: " + LocalDate.now() + ".\n"
                        + text.substring(to));
    }
}
