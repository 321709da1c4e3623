package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Has Prometheus' own {@code promtool} judge the alert rules over what the endpoint really said: five minutes as it was before
 * something happened, then ten minutes as it was after that.
 */
final class AlertTrial {

    private static final Path RULES = Path.of("ops/alerts.yml").toAbsolutePath();
    private static final String QUIET = "4m";
    private static final String AFTER = "8m";

    private AlertTrial() {}

    /** Fails unless the rule is silent before and fires after it. */
    static void assertThatFires(String alert, Scrape before, Scrape after) {
        assertThatFires(alert, "", before, after);
    }

    /** @param label of the alarm, where others may be raised of something else, such as {@code service="Down"} */
    static void assertThatFires(String alert, String label, Scrape before, Scrape after) {
        String alarms = "max by (alertname) (ALERTS{alertname=\"%s\", alertstate=\"firing\"%s})"
                .formatted(alert, label.isEmpty() ? "" : ", " + label);
        run(
                alert,
                before,
                after,
                """
                      - expr: %1$s
                        eval_time: %2$s
                      - expr: %1$s
                        eval_time: %3$s
                        exp_samples:
                          - labels: '{alertname="%4$s"}'
                            value: 1
                """
                        .formatted(quoted(alarms), QUIET, AFTER, alert));
    }

    /** Fails when any rule but the one on breakers, which belong to everybody's services, fires on this. */
    static void assertThatNothingFires(Scrape before, Scrape after) {
        String alarms = "count(ALERTS{alertname!=\"TwoFactorVendorDown\", alertstate=\"firing\"})";
        run(
                "nothing",
                before,
                after,
                """
                      - expr: %s
                        eval_time: %s
                """
                        .formatted(quoted(alarms), AFTER));
    }

    private static void run(String name, Scrape before, Scrape after, String expected) {
        StringBuilder test = new StringBuilder();
        test.append("rule_files: ['").append(RULES).append("']\nevaluation_interval: 15s\ntests:\n");
        test.append("  - interval: 15s\n    input_series:\n");
        Set<String> all = new TreeSet<>(before.series().keySet());
        all.addAll(after.series().keySet());
        for (String series : all) {
            if (series.startsWith("keycloak_two_factor_") && !series.contains("_bucket{")) {
                test.append("      - series: ").append(quoted(series)).append("\n        values: '");
                test.append(values(before.series().get(series), 20)).append(' ');
                test.append(values(after.series().get(series), 40)).append("'\n");
            }
        }
        test.append("    promql_expr_test:\n").append(expected);
        try {
            Path folder = Files.createDirectories(Path.of("target/alerts"));
            Path file = folder.resolve(name + ".yml");
            Files.writeString(file, test);
            Promtool.Result result = Promtool.run("test", "rules", file.toString());
            assertThat(result.output()).contains("SUCCESS");
            assertThat(result.exit()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A series that was not there yet is a gap, as it is for Prometheus.
    private static String values(Double value, int times) {
        return value == null ? "_x" + times : value + "+0x" + (times - 1);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
