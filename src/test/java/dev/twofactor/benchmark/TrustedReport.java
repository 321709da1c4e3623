package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;

/** What single logins in trusted browsers and by password alone came to, for people and for programs. */
final class TrustedReport {

    private static final Path FILE = Path.of("target/benchmark-trusted.json");
    private static final DocsSection DOCS = new DocsSection("trusted", "./benchmark --trusted");

    private final Turns turns;
    private final boolean quick;

    TrustedReport(Turns turns, boolean quick) {
        this.turns = turns;
        this.quick = quick;
    }

    void write() {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("ratio", turns.ratio()).put("pairs", turns.pairs());
        turns.ratios().forEach(report.putArray("ratios")::add);
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

    private String text() {
        return String.format(
                Locale.ROOT,
                "| %d pairs of logins, %d rounds | password alone | trusted device | ratio | to be held |\n"
                        + "|---|---|---|---|---|\n"
                        + "| server CPU of a login, median | %.2f ms | %.2f ms | **%.3f** (%.3f to %.3f) | 1.10 |\n",
                turns.pairs(),
                turns.rounds().size(),
                turns.underMillis(),
                turns.overMillis(),
                turns.ratio(),
                Collections.min(turns.ratios()),
                Collections.max(turns.ratios()));
    }
}
