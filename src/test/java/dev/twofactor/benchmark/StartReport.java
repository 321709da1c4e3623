package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What starts with and without the JAR came to, for people and for programs. */
final class StartReport {

    private static final Path FILE = Path.of("target/benchmark-start.json");
    private static final DocsSection DOCS = new DocsSection("start", "./benchmark --start");

    /** Two starts that went together. */
    private record Pair(Start withJar, Start alone) {

        double ratio(ToDoubleFunction<Start> figure) {
            return figure.applyAsDouble(withJar) / figure.applyAsDouble(alone);
        }
    }

    private final List<Pair> pairs = new ArrayList<>();

    void add(Start withJar, Start alone) {
        pairs.add(new Pair(withJar, alone));
    }

    void write(boolean quick) {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("ratio", Figures.median(ratios(Start::working)));
        ratios(Start::working).forEach(report.putArray("ratios")::add);
        report.put("allRatio", Figures.median(ratios(Start::all)))
                .put("secondsRatio", Figures.median(ratios(Start::seconds)));
        String text = "| | pairs | without the JAR | with it | ratio | to be held |\n|---|---|---|---|---|---|\n"
                + row("start: its threads' processor time", Start::working, "1.03")
                + row("the same with what compiles", Start::all, "")
                + row("on the clock, two on one processor", Start::seconds, "");
        try {
            Files.writeString(FILE, report.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!quick) {
            DOCS.write(text);
        }
        System.out.println(text);
    }

    private String row(String words, ToDoubleFunction<Start> figure, String bound) {
        List<Double> ratios = ratios(figure);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f s | %.2f s | **%.3f** (%.3f to %.3f) | %s |\n",
                words,
                pairs.size(),
                median(pair -> figure.applyAsDouble(pair.alone())),
                median(pair -> figure.applyAsDouble(pair.withJar())),
                Figures.median(ratios),
                Collections.min(ratios),
                Collections.max(ratios),
                bound);
    }

    private double median(ToDoubleFunction<Pair> figure) {
        return Figures.median(pairs.stream().mapToDouble(figure).boxed().toList());
    }

    private List<Double> ratios(ToDoubleFunction<Start> figure) {
        return pairs.stream().map(pair -> pair.ratio(figure)).toList();
    }
}
