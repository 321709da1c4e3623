package dev.twofactor.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Waves in pairs, one with a vendor that answers at once and one with a slow one, one after the other in the same server.
 *
 * @param instant in their order; at least one
 * @param slow as many
 */
record Waves(List<Wave> instant, List<Wave> slow) {

    /** What a slow vendor makes of the p99 until the code page: one ratio for each pair. */
    List<Double> ratios() {
        return IntStream.range(0, slow.size())
                .mapToObj(i -> slow.get(i).p99() / instant.get(i).p99())
                .toList();
    }

    double ratio() {
        return Figures.median(ratios());
    }

    /** The same of other requests' medians. */
    double ratioOfOthers() {
        return Figures.median(IntStream.range(0, slow.size())
                .mapToObj(i -> slow.get(i).other() / instant.get(i).other())
                .toList());
    }

    int mostSenders() {
        return slow.stream().mapToInt(Wave::senders).max().orElseThrow();
    }

    /** How much more the heap holds in the last slow wave than in the first: what stays behind would add up. */
    int heapGrowth() {
        return slow.get(slow.size() - 1).heapMegabytes() - slow.get(0).heapMegabytes();
    }
}
