package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;

/** What single logins in turns came to, for people and for programs. */
final class TurnsReport {

    private static final Path FILE = Path.of("target/benchmark-turns.json");
    private static final DocsSection DOCS = new DocsSection("turns", "./benchmark --turns");

    private final Map<Comparison, Turns> all;
    private final boolean quick;

    TurnsReport(Map<Comparison, Turns> all, boolean quick) {
        this.all = all;
        this.quick = quick;
    }

    void write() {
        ObjectNode report = new ObjectMapper().createObjectNode();
        all.forEach((comparison, turns) -> json(report.putObject(comparison.name()), turns));
        try {
            Files.writeString(FILE, report.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!quick) {
            DOCS.write(text());
        }
        System.out.println(text());
    }

    private static void json(ObjectNode node, Turns turns) {
        node.put("ratio", turns.ratio()).put("pairs", turns.pairs());
        turns.ratios().forEach(node.putArray("ratios")::add);
    }

    private String text() {
        StringBuilder table =
                new StringBuilder("| server CPU of a login, median | pairs | the other | this | ratio, and of"
                        + " rounds | to be held |\n|---|---|---|---|---|---|\n");
        all.forEach((comparison, turns) -> table.append(String.format(
                Locale.ROOT,
                "| in turns: %s | %d | %.2f ms | %.2f ms | **%.3f** (%.3f to %.3f) | %s |\n",
                comparison.words(),
                turns.pairs(),
                turns.underMillis(),
                turns.overMillis(),
                turns.ratio(),
                Collections.min(turns.ratios()),
                Collections.max(turns.ratios()),
                comparison.bound())));
        return table.toString();
    }
}
