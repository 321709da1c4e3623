package dev.twofactor.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables that the last full runs wrote: whoever measures a figure above its bound may not commit it as if nothing were. */
class PerformancePageTest {

    private static final String NOT_REACHED = "## What is not reached\n";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9,]*(\\.[0-9]+)?");

    /** One row of a table whose heading has a place for a bound. */
    private record Row(String figure, List<Double> measured, double bound) {

        boolean isHeld() {
            return measured.stream().allMatch(value -> value <= bound);
        }
    }

    @Test
    void everyFigureThatTheLastRunsMeasuredAboveItsBoundIsSaidToBe() throws IOException {
        String page = Files.readString(Path.of("docs/performance.md"));

        List<String> above = rows(page).stream()
                .filter(row -> !row.isHeld())
                .map(Row::figure)
                .toList();

        assertThat(above).containsExactlyElementsOf(notReached(page));
    }

    @Test
    void everyBoundIsHeldAgainstAFigure() throws IOException {
        List<Row> rows = rows(Files.readString(Path.of("docs/performance.md")));

        assertThat(rows).allSatisfy(row -> assertThat(row.measured()).isNotEmpty());
        assertThat(rows.stream().map(Row::bound)).contains(1.1, 1.25, 1.2, 1.05, 1.03, 16.0, 1.5);
        assertThat(row(rows, "trusted device ÷ password alone").isHeld()).isTrue();
        assertThat(row(rows, "code by text message ÷ Keycloak's own OTP").measured())
                .hasSize(1);
        assertThat(row(rows, "password to code page, p99").measured()).hasSize(2);
        assertThat(row(rows, "JAR").measured()).hasSize(1);
    }

    @Test
    void aBoundIsBrokenByOneOfTwoFigures() {
        String table =
                """
                | | vendor takes 1 s | vendor takes 10 s | to be held | also |
                |---|---|---|---|---|
                | page | **0.9** (0.1 to 3) | **1.3** (2) | 1.20 | **9** |
                | memory | +15 MB | **+16.0 MB** | 16 MB | |
                | nothing to hold | 1 | **2** | | |
                """;

        assertThat(rows(table))
                .containsExactly(new Row("page", List.of(0.9, 1.3), 1.2), new Row("memory", List.of(16.0), 16));
        assertThat(rows(table)).extracting(Row::isHeld).containsExactly(false, true);
    }

    private static Row row(List<Row> rows, String figure) {
        return rows.stream()
                .filter(row -> row.figure().equals(figure))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> notReached(String page) {
        String section = page.substring(page.indexOf(NOT_REACHED) + NOT_REACHED.length());
        return Pattern.compile("^- \\*\\*(.+?)\\*\\*", Pattern.MULTILINE)
                .matcher(section.substring(0, section.indexOf("\n## ")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Row> rows(String page) {
        List<Row> rows = new ArrayList<>();
        int bound = -1;
        for (String line : page.lines().toList()) {
            List<String> cells = cells(line);
            if (cells.isEmpty() || cells.contains("to be held")) {
                bound = cells.indexOf("to be held");
            } else if (bound > 0 && bound < cells.size()) {
                String figure = cells.get(0);
                List<Double> measured = measured(cells.subList(1, bound));
                number(cells.get(bound)).forEach(most -> rows.add(new Row(figure, measured, most)));
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("| ")) {
            return line.startsWith("|--") ? List.of("---") : List.of();
        }
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    // What is printed bold, or the last figure where nothing is.
    private static List<Double> measured(List<String> cells) {
        List<String> bold = cells.stream().filter(cell -> cell.contains("**")).toList();
        if (!bold.isEmpty()) {
            return bold.stream().flatMap(PerformancePageTest::number).toList();
        }
        List<Double> all = cells.stream().flatMap(PerformancePageTest::number).toList();
        return all.isEmpty() ? all : all.subList(all.size() - 1, all.size());
    }

    private static Stream<Double> number(String cell) {
        Matcher first = NUMBER.matcher(cell);
        return first.find() ? Stream.of(Double.valueOf(first.group().replace(",", ""))) : Stream.empty();
    }
}
