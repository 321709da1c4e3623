package dev.twofactor.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What rounds over tables of different sizes come to; each turn had one of every size. */
final class ScaleFigures {

    private final List<ScaleRows> sizes;
    private final List<Sized> rounds;

    /** @param sizes the empty one first */
    ScaleFigures(List<ScaleRows> sizes, List<Sized> rounds) {
        this.sizes = List.copyOf(sizes);
        this.rounds = List.copyOf(rounds);
    }

    List<ScaleRows> sizes() {
        return sizes;
    }

    ScaleRows largest() {
        return sizes.get(sizes.size() - 1);
    }

    int turns() {
        return of(largest()).size();
    }

    double median(ScaleRows size, ToDoubleFunction<Sized> figure) {
        return Figures.median(of(size).stream().mapToDouble(figure).boxed().toList());
    }

    /** This figure in those of the empty tables, turn by turn. */
    List<Double> ratios(ScaleRows size, ToDoubleFunction<Sized> figure) {
        List<Sized> over = of(size);
        List<Sized> under = of(sizes.get(0));
        return IntStream.range(0, over.size())
                .mapToObj(i -> figure.applyAsDouble(over.get(i)) / figure.applyAsDouble(under.get(i)))
                .toList();
    }

    /** Milliseconds that half of the logins did not exceed at this step. */
    double median(ScaleRows size, Step step) {
        return Figures.median(of(size).stream()
                .flatMap(sized -> sized.round().millis(step).stream())
                .toList());
    }

    private List<Sized> of(ScaleRows size) {
        return rounds.stream().filter(round -> round.rows().equals(size)).toList();
    }
}
