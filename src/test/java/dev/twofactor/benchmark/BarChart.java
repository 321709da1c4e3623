package dev.twofactor.benchmark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Bars drawn with letters, so that the chart is text like the rest of the page. */
final class BarChart {

    private static final int LONGEST = 50;
    private static final char BAR = '█';

    private final String title;
    private final String unit;
    private final Map<String, Double> values = new LinkedHashMap<>();

    BarChart(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    void add(String name, double value) {
        values.put(name, value);
    }

    /** A block of Markdown; the largest value has the longest bar, none is shorter than one letter. */
    String text() {
        double largest = Collections.max(values.values());
        int names = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder("```text\n").append(title).append("\n\n");
        values.forEach((name, value) -> text.append(String.format(
                Locale.ROOT,
                "%-" + names + "s  %s %.1f %s\n",
                name,
                String.valueOf(BAR).repeat(Math.max(1, (int) Math.round(LONGEST * value / largest))),
                value,
                unit)));
        return text.append("```\n").toString();
    }
}
