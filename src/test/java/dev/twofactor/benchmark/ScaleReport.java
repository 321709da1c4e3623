package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of rounds over empty and full tables, and how each statement found its rows in the full ones. */
final class ScaleReport {

    private static final Path FILE = Path.of("target/benchmark-scale.json");
    private static final List<String> TABLES =
            List.of("two_factor_ledger", "two_factor_challenge", "two_factor_attempt");

    private final ScaleFigures figures;
    private final QueryPlans plans;
    private final OfLargest counted;
    private final int logins;
    private final ScaleDatabase database;

    /**
     * What was counted over the largest tables.
     *
     * @param commits of one login by text message
     */
    record OfLargest(double commits, StoredWork.PurgeRates purge) {}

    /**
     * @param logins of one round
     * @param database the largest of its schemas in use
     */
    ScaleReport(ScaleFigures figures, QueryPlans plans, OfLargest counted, int logins, ScaleDatabase database) {
        this.figures = figures;
        this.plans = plans;
        this.counted = counted;
        this.logins = logins;
        this.database = database;
    }

    void write(boolean quick) {
        String text = costs() + "\n" + sizes() + "\n" + statements();
        try {
            Files.writeString(FILE, json().toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!quick) {
            new DocsSection("scale", "./benchmark --scale").write(text);
        }
        System.out.println(text);
    }

    private ObjectNode json() {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("commitsPerLogin", counted.commits());
        report.put("challengesPurgedPerSecond", counted.purge().challenges());
        report.put("messagesPurgedPerSecond", counted.purge().messages());
        ArrayNode all = report.putArray("sizes");
        for (ScaleRows size : figures.sizes()) {
            ObjectNode one = all.addObject().put("messages", size.messages()).put("users", size.users());
            Turns server = figures.server(size);
            one.put("logins", server.pairs());
            one.put("serverMillis", server.overMillis()).put("serverRatio", server.ratio());
            one.put("databaseMillis", figures.databaseMillis(size));
            server.ratios().forEach(one.putArray("serverRatios")::add);
            figures.databaseRatios(size).forEach(one.putArray("databaseRatios")::add);
        }
        ArrayNode statements = report.putArray("statements");
        for (String statement : plans.statements()) {
            ObjectNode one = statements.addObject().put("text", statement);
            plans.ways(statement).forEach(one.putArray("ways")::add);
            plans.readWhole(statement).forEach(one.putArray("readWhole")::add);
        }
        return report;
    }

    private String costs() {
        StringBuilder table = new StringBuilder(format(
                "| %d turns, %d logins by text message of each size in a turn | server CPU of a login, median | ÷ empty | to be"
                        + " held | database CPU per login | ÷ empty | password, p50 | code, p50 |\n"
                        + "|---|---|---|---|---|---|---|---|\n",
                figures.turns(), logins));
        for (ScaleRows size : figures.sizes()) {
            table.append(format(
                    "| %s | %.1f ms | %s | %s | %.1f ms | %s | %.1f ms | %.1f ms |\n",
                    words(size),
                    figures.server(size).overMillis(),
                    size.isEmpty()
                            ? ""
                            : ratio(
                                    figures.server(size).ratio(),
                                    figures.server(size).ratios()),
                    size.isEmpty() ? "" : "1.05",
                    figures.databaseMillis(size),
                    size.isEmpty()
                            ? ""
                            : ratio(Figures.median(figures.databaseRatios(size)), figures.databaseRatios(size)),
                    figures.median(size, Step.PASSWORD),
                    figures.median(size, Step.CODE)));
        }
        return table.toString();
    }

    private static String words(ScaleRows size) {
        return size.isEmpty()
                ? "empty tables"
                : format("%,d messages, as many challenges, %,d enrolled users", size.messages(), size.users());
    }

    private static String ratio(double median, List<Double> ratios) {
        return format("**%.2f** (%.2f to %.2f)", median, Collections.min(ratios), Collections.max(ratios));
    }

    private String sizes() {
        StringBuilder table = new StringBuilder("| table | a row | its indexes |\n|---|---|---|\n");
        for (String name : TABLES) {
            long rows = Math.max(database.number("select count(*) from " + name), 1);
            table.append(format(
                    "| `%s` | %d bytes | %d bytes |\n",
                    name,
                    database.number("select pg_table_size('" + name + "')") / rows,
                    database.number("select pg_indexes_size('" + name + "')") / rows));
        }
        return table.append(format(
                        "\nA login by text message is %.1f transactions, those that only read included. The purge takes away"
                                + " %,d challenges or %,d messages a second.\n",
                        counted.commits(),
                        counted.purge().challenges(),
                        counted.purge().messages()))
                .toString();
    }

    private String statements() {
        StringBuilder table =
                new StringBuilder(words(figures.largest()) + ":\n\n| statement | finds its rows by |\n|---|---|\n");
        for (String statement : plans.statements()) {
            String ways =
                    plans.ways(statement).stream().map(way -> "`" + way + "`").collect(Collectors.joining(", "));
            table.append(format("| `%s` | %s |\n", statement, ways.isEmpty() ? "adds a row" : ways));
        }
        return table.toString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
