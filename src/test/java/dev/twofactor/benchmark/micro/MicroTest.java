package dev.twofactor.benchmark.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;

class MicroTest {

    @Test
    void everyBenchmarkRunsAndHasItsLineInTheTable() {
        List<RunResult> results = Micro.run(true);

        assertThat(results)
                .extracting(Micro::name)
                .containsExactly(
                        "BudgetBenchmark.ask",
                        "CodeBenchmark.issue",
                        "CodeBenchmark.verify",
                        "PageBenchmark.render",
                        "PhoneBenchmark.parse");
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
        assertThat(Micro.table(results)).doesNotContain("null");
    }

    @Test
    void thePageIsTheWholePage() throws Exception {
        PageBenchmark page = new PageBenchmark();
        page.prepare();

        assertThat(page.render())
                .contains("id=\"code\"", "id=\"two-factor-verify\"", "id=\"trustDevice\"", "id=\"two-factor-resend\"")
                .doesNotContain("twoFactorVerify");
    }
}
