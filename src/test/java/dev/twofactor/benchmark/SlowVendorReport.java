package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of waves with a quick, a slow and a very slow vendor, for people and for programs. */
final class SlowVendorReport {

    /** What the bound speaks of. */
    static final Duration SLOW = Duration.ofSeconds(1);

    /** Longer than our client waits. */
    static final Duration VERY_SLOW = Duration.ofSeconds(10);

    private static final DocsSection DOCS = new DocsSection("slow vendor", "./benchmark --slow-vendor");

    private final List<Wave> instant;
    private final Waves slow;
    private final Waves verySlow;
    private final int people;
    private final boolean quick;

    /** @param waves by what the vendor took, from nothing to {@link #VERY_SLOW} */
    SlowVendorReport(Map<Duration, List<Wave>> waves, int people, boolean quick) {
        this.instant = waves.get(Duration.ZERO);
        this.slow = new Waves(instant, waves.get(SLOW));
        this.verySlow = new Waves(instant, waves.get(VERY_SLOW));
        this.people = people;
        this.quick = quick;
    }

    void write() {
        try {
            ObjectNode report = new ObjectMapper().createObjectNode();
            report.put("people", people).put("turns", instant.size());
            json(report.putObject("oneSecond"), slow);
            json(report.putObject("tenSeconds"), verySlow);
            Files.writeString(Path.of("target/benchmark-slow-vendor.json"), report.toPrettyString() + "\n");
            if (!quick) {
                DOCS.write(text());
            }
            System.out.println(text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void json(ObjectNode report, Waves waves) {
        report.put("ratio", waves.ratio()).put("ratioOfOthers", waves.ratioOfOthers());
        report.put("senders", waves.mostSenders()).put("heapGrowthMegabytes", waves.heapGrowth());
        waves.ratios().forEach(report.putArray("ratios")::add);
    }

    private String text() {
        return format(
                        "| %d logins at once, %d turns | vendor answers at once | vendor takes 1 s | ratio | vendor takes"
                                + " 10 s | ratio | to be held |\n|---|---|---|---|---|---|---|\n",
                        people, instant.size())
                + format(
                        "| password to code page, p99 | %.0f ms | %.0f ms | %s | %.0f ms | %s | 1.20 |\n",
                        median(instant, Wave::p99),
                        median(slow.slow(), Wave::p99),
                        ratio(slow),
                        median(verySlow.slow(), Wave::p99),
                        ratio(verySlow))
                + format(
                        "| password to code page, median | %.0f ms | %.0f ms | | %.0f ms | | |\n",
                        median(instant, Wave::median),
                        median(slow.slow(), Wave::median),
                        median(verySlow.slow(), Wave::median))
                + format(
                        "| meanwhile: a whole login by password alone, median | %.1f ms | %.1f ms | **%.2f** | %.1f ms |"
                                + " **%.2f** | |\n",
                        median(instant, Wave::other),
                        median(slow.slow(), Wave::other),
                        slow.ratioOfOthers(),
                        median(verySlow.slow(), Wave::other),
                        verySlow.ratioOfOthers())
                + format(
                        "| threads of ours, at most | %d | %d | | %d | | 40 |\n",
                        instant.stream().mapToInt(Wave::senders).max().orElseThrow(),
                        slow.mostSenders(),
                        verySlow.mostSenders())
                + format(
                        "| heap after a collection, first to last wave | %s | %s | | %s | | |\n",
                        heap(instant), heap(slow.slow()), heap(verySlow.slow()));
    }

    private static String ratio(Waves waves) {
        return format(
                "**%.2f** (%.2f to %.2f)",
                waves.ratio(), Collections.min(waves.ratios()), Collections.max(waves.ratios()));
    }

    private static String heap(List<Wave> waves) {
        return waves.get(0).heapMegabytes() + " to "
                + waves.get(waves.size() - 1).heapMegabytes() + " MB";
    }

    private static double median(List<Wave> waves, ToDoubleFunction<Wave> figure) {
        return Figures.median(waves.stream().mapToDouble(figure).boxed().toList());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
