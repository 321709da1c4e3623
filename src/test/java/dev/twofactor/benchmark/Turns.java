package dev.twofactor.benchmark;

import java.util.List;
import java.util.function.Function;

/**
 * Rounds in which single logins of two kinds came in turns, so that whatever else the machine did met both.
 *
 * @param rounds in their order, at least one
 */
record Turns(List<Round> rounds) {

    /**
     * What each login used of the server's processors, in nanoseconds.
     *
     * @param over of the one kind
     * @param under of the other, as many
     */
    record Round(List<Double> over, List<Double> under) {

        double ratio() {
            return Figures.median(over) / Figures.median(under);
        }
    }

    /** Of the medians of all rounds' logins: what happens once in a while, such as cleaning up memory, is in none. */
    double ratio() {
        return new Round(all(Round::over), all(Round::under)).ratio();
    }

    /** The same of each round. */
    List<Double> ratios() {
        return rounds.stream().map(Round::ratio).toList();
    }

    int pairs() {
        return all(Round::over).size();
    }

    double overMillis() {
        return Figures.median(all(Round::over)) / 1e6;
    }

    double underMillis() {
        return Figures.median(all(Round::under)) / 1e6;
    }

    private List<Double> all(Function<Round, List<Double>> side) {
        return rounds.stream().map(side).flatMap(List::stream).toList();
    }
}
