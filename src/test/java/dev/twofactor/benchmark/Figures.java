package dev.twofactor.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What rounds come to. Rounds of two kinds are compared in pairs, one after the other in the same server. */
final class Figures {

    private final List<Round> rounds;

    /** @param rounds in the order in which they ran; of every kind the same number, at least one */
    Figures(List<Round> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    /** The rounds of one kind, in their order. */
    List<Round> of(Kind kind) {
        return rounds.stream().filter(round -> round.kind() == kind).toList();
    }

    /** Median over the rounds, in milliseconds of the server's processors. */
    double cpuMillisPerLogin(Kind kind) {
        return median(of(kind).stream().map(Round::cpuMillisPerLogin).toList());
    }

    /** Median over the rounds. */
    double loginsPerSecond(Kind kind) {
        return median(of(kind).stream().map(Round::loginsPerSecond).toList());
    }

    /** Server CPU of a login of one kind in those of another: one ratio for each pair of rounds. */
    List<Double> ratios(Kind kind, Kind base) {
        List<Round> over = of(kind);
        List<Round> under = of(base);
        if (over.size() != under.size()) {
            throw new IllegalArgumentException("Not as many rounds of " + kind + " as of " + base);
        }
        return IntStream.range(0, over.size())
                .mapToObj(i -> over.get(i).cpuMillisPerLogin() / under.get(i).cpuMillisPerLogin())
                .toList();
    }

    /** Median of {@link #ratios}. */
    double ratio(Kind kind, Kind base) {
        return median(ratios(kind, base));
    }

    /** Milliseconds that this percentage of all logins of the kind did not exceed at this step. */
    double percentile(Kind kind, Step step, int percent) {
        Stream<Double> all = of(kind).stream().flatMap(round -> round.millis(step).stream());
        return percentile(all.toList(), percent);
    }

    /** Whether logins of this kind have this step. */
    boolean has(Kind kind, Step step) {
        return of(kind).stream().anyMatch(round -> !round.millis(step).isEmpty());
    }

    /** The one in the middle; of an even number, halfway between the two. */
    static double median(List<Double> values) {
        List<Double> sorted = sorted(values);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** By nearest rank: always one of the values. */
    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = sorted(values);
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static List<Double> sorted(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted;
    }
}
