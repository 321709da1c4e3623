package dev.twofactor.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures for people, as Markdown. */
final class TableReport {

    private static final DocsSection DOCS = new DocsSection("figures", "./benchmark");

    private final Plan plan;
    private final Figures figures;
    private final Counted counted;
    private final String machine;

    TableReport(Plan plan, Figures figures, Counted counted, String machine) {
        this.plan = plan;
        this.figures = figures;
        this.counted = counted;
        this.machine = machine;
    }

    /** Tables and what they were measured with. */
    String text() {
        return "%s. %d rounds of each kind, %d logins a round, %d at a time, after %d rounds to warm up.\n\n%s\n%s\n%s\n%s"
                .formatted(
                        machine,
                        plan.rounds(),
                        plan.logins(),
                        plan.parallel(),
                        plan.warmUps(),
                        ratios(),
                        chart(),
                        costs(),
                        steps());
    }

    /** Puts them into docs/performance.md in place of those of the last run. */
    void writeDocs() {
        DOCS.write(text());
    }

    private String ratios() {
        return "| server CPU of a login, as a ratio | median | lowest and highest round | to be held |\n|---|---|---|---|\n"
                + Stream.of(Comparison.values()).map(this::ratio).collect(Collectors.joining());
    }

    private String ratio(Comparison comparison) {
        List<Double> all = figures.ratios(comparison.kind(), comparison.base());
        return format(
                "| %s | **%.2f** | %.2f to %.2f | %s |\n",
                comparison.words(),
                figures.ratio(comparison.kind(), comparison.base()),
                Collections.min(all),
                Collections.max(all),
                comparison.bound());
    }

    private String chart() {
        BarChart chart = new BarChart("server CPU per login", "ms");
        for (Kind kind : Kind.values()) {
            chart.add(kind.words(), figures.cpuMillisPerLogin(kind));
        }
        return chart.text();
    }

    private String costs() {
        StringBuilder table = new StringBuilder("| | server CPU per login | ÷ Keycloak's own OTP | memory allocated |"
                + " statements | logins per second |\n|---|---|---|---|---|---|\n");
        for (Kind kind : Kind.values()) {
            table.append(format(
                    "| %s | %.1f ms | %.2f | %.0f kB | %.1f | %.0f |\n",
                    kind.words(),
                    figures.cpuMillisPerLogin(kind),
                    figures.ratio(kind, Kind.KEYCLOAK_OTP),
                    counted.kilobytes(kind),
                    counted.statements(kind),
                    figures.loginsPerSecond(kind)));
        }
        return table.toString();
    }

    private String steps() {
        StringBuilder table = new StringBuilder("| p50 / p99 in ms |");
        for (Step step : Step.values()) {
            table.append(' ').append(step.words()).append(" |");
        }
        table.append("\n|---|" + "---|".repeat(Step.values().length) + "\n");
        for (Kind kind : Kind.values()) {
            table.append("| ").append(kind.words()).append(" |");
            for (Step step : Step.values()) {
                table.append(figures.has(kind, step) ? step(kind, step) : " |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private String step(Kind kind, Step step) {
        return format(" %.1f / %.1f |", figures.percentile(kind, step, 50), figures.percentile(kind, step, 99));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
