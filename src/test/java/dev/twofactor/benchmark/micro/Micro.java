package dev.twofactor.benchmark.micro;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks of this package. */
public final class Micro {

    private static final Map<String, String> WORDS = Map.of(
            "CodeBenchmark.issue", "a code is issued",
            "CodeBenchmark.verify", "a code is judged",
            "BudgetBenchmark.ask", "a message is held against the limits over all users",
            "PhoneBenchmark.parse", "a stored number is read",
            "PageBenchmark.render", "our part of the page that asks for a code");

    private Micro() {}

    /**
     * Runs them in an order that stays.
     *
     * @param quick each a few times within this virtual machine: shows that it works
     * @throws IllegalStateException when one fails
     */
    public static List<RunResult> run(boolean quick) {
        // JMH keeps two runs of one machine apart; where nothing is measured that would only make tests fail.
        System.setProperty("jmh.ignoreLock", String.valueOf(quick));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Micro.class.getPackageName().replace(".", "\\.") + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .verbosity(quick ? VerboseMode.SILENT : VerboseMode.NORMAL)
                .forks(quick ? 0 : 2)
                .warmupIterations(quick ? 0 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 1 : 5)
                .measurementTime(quick ? TimeValue.milliseconds(1) : TimeValue.seconds(1));
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return results.stream().sorted(Comparator.comparing(Micro::name)).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("A benchmark failed: " + e.getMessage(), e);
        }
    }

    /** As a table. */
    public static String table(List<RunResult> results) {
        StringBuilder table = new StringBuilder("| | time | give or take | memory allocated |\n|---|---|---|---|\n");
        for (RunResult result : results) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f µs | %.2f µs | %.1f kB |\n",
                    WORDS.get(name(result)),
                    result.getPrimaryResult().getScore() / 1000,
                    result.getPrimaryResult().getScoreError() / 1000,
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / 1024));
        }
        return table.toString();
    }

    /** Class and method. */
    static String name(RunResult result) {
        return result.getParams()
                .getBenchmark()
                .substring(Micro.class.getPackageName().length() + 1);
    }
}
