package dev.twofactor.benchmark;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param name {@code full} or {@code quick}
 * @param warmUps rounds of each kind before the first that counts
 * @param rounds rounds of each kind that count
 * @param logins logins of one round, each by another person
 * @param parallel people who sign in at the same time
 * @param file where the figures go as JSON
 * @param inDocs whether docs/performance.md gets them too
 */
record Plan(String name, int warmUps, int rounds, int logins, int parallel, Path file, boolean inDocs) {

    /** Sixteen, nine and one to count memory: nobody may type more than 27 wrong codes a day, and some type one each time. */
    private static final Plan FULL = new Plan("full", 16, 9, 200, 2, Path.of("target/benchmark.json"), true);

    /** Shows that the benchmark works; its figures are those of a cold server. */
    private static final Plan QUICK = new Plan("quick", 0, 2, 6, 2, Path.of("target/benchmark-quick.json"), false);

    /** Reads what stands behind the command; nothing means the full plan. */
    static Plan of(List<String> arguments) {
        if (arguments.isEmpty()) {
            return FULL;
        }
        if (arguments.equals(List.of("--quick"))) {
            return QUICK;
        }
        throw new IllegalArgumentException("Usage: ./benchmark [--quick]");
    }
}
