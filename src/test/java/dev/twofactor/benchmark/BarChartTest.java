package dev.twofactor.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarChartTest {

    @Test
    void barsAreAsLongAsTheirValuesAreLarge() {
        BarChart chart = new BarChart("What it costs", "ms");
        chart.add("much", 10);
        chart.add("half of it", 5);
        chart.add("nothing", 0);

        assertThat(chart.text())
                .isEqualTo(String.join(
                        "\n",
                        "```text",
                        "What it costs",
                        "",
                        "much        " + "█".repeat(50) + " 10.0 ms",
                        "half of it  " + "█".repeat(25) + " 5.0 ms",
                        "nothing     █ 0.0 ms",
                        "```",
                        ""));
    }
}
