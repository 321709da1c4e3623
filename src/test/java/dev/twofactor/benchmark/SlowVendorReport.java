package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of waves with a quick and a slow vendor, for people and for programs. */
final class SlowVendorReport {

    private static final Path DOCS = Path.of("docs/performance.md");
    private static final String BEGIN = "<!-- slow vendor: written by ./benchmark --slow-vendor -->\n";
    private static final String END = "<!-- end of slow vendor -->\n";

    private final Waves waves;
    private final int people;
    private final boolean quick;

    SlowVendorReport(Waves waves, int people, boolean quick) {
        this.waves = waves;
        this.people = people;
        this.quick = quick;
    }

    void write() {
        try {
            ObjectNode report = new ObjectMapper().createObjectNode();
            report.put("people", people).put("pairs", waves.slow().size());
            report.put("ratio", waves.ratio()).put("ratioOfOthers", waves.ratioOfOthers());
            report.put("senders", waves.mostSenders()).put("heapGrowthMegabytes", waves.heapGrowth());
            waves.ratios().forEach(report.putArray("ratios")::add);
            Files.writeString(Path.of("target/benchmark-slow-vendor.json"), report.toPrettyString() + "\n");
            if (!quick) {
                writeDocs();
            }
            System.out.println(text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeDocs() throws IOException {
        String text = Files.readString(DOCS);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalStateException("docs/performance.md has no place for figures");
        }
        Files.writeString(DOCS, text.substring(0, begin) + text() + text.substring(end));
    }

    private String text() {
        return """
                | %d logins at once, %d pairs of waves | vendor answers at once | vendor takes 10 s | ratio | to be held |
                |---|---|---|---|---|
                | password to code page, p99 | %.0f ms | %.0f ms | **%.2f** (%.2f to %.2f) | 1.20 |
                | password to code page, median | %.0f ms | %.0f ms | | |
                | meanwhile: a whole login by password alone, median | %.1f ms | %.1f ms | **%.2f** | |
                | threads of ours, at most | %d | %d | | 40 |
                | heap after a collection, first to last wave | %d to %d MB | %d to %d MB | | |
                """
                .formatted(
                        people,
                        waves.slow().size(),
                        median(waves.instant(), Wave::p99),
                        median(waves.slow(), Wave::p99),
                        waves.ratio(),
                        Collections.min(waves.ratios()),
                        Collections.max(waves.ratios()),
                        median(waves.instant(), Wave::median),
                        median(waves.slow(), Wave::median),
                        median(waves.instant(), Wave::other),
                        median(waves.slow(), Wave::other),
                        waves.ratioOfOthers(),
                        waves.instant().stream().mapToInt(Wave::senders).max().orElseThrow(),
                        waves.mostSenders(),
                        waves.instant().get(0).heapMegabytes(),
                        waves.instant().get(waves.instant().size() - 1).heapMegabytes(),
                        waves.slow().get(0).heapMegabytes(),
                        waves.slow().get(waves.slow().size() - 1).heapMegabytes());
    }

    private static double median(List<Wave> waves, ToDoubleFunction<Wave> figure) {
        return Figures.median(waves.stream().mapToDouble(figure).boxed().toList());
    }
}
