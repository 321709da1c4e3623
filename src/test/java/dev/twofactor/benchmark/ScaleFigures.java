package dev.twofactor.benchmark;

import java.util.List;
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

    /** What the logins of each turn used of the server's processors, beside those over the empty tables. */
    Turns server(ScaleRows size) {
        List<Sized> over = of(size);
        List<Sized> under = of(sizes.get(0));
        return new Turns(IntStream.range(0, over.size())
                .mapToObj(
                        i -> new Turns.Round(over.get(i).server(), under.get(i).server()))
                .toList());
    }

    double databaseMillis(ScaleRows size) {
        return Figures.median(of(size).stream().map(Sized::databaseMillis).toList());
    }

    /** What they used of the database's, in that of the empty tables, turn by turn. */
    List<Double> databaseRatios(ScaleRows size) {
        List<Sized> over = of(size);
        List<Sized> under = of(sizes.get(0));
        return IntStream.range(0, over.size())
                .mapToObj(i -> over.get(i).databaseMillis() / under.get(i).databaseMillis())
                .toList();
    }

    /** Milliseconds that half of the logins did not exceed at this step. */
    double median(ScaleRows size, Step step) {
        return Figures.median(
                of(size).stream().flatMap(sized -> sized.millis(step).stream()).toList());
    }

    private List<Sized> of(ScaleRows size) {
        return rounds.stream().filter(round -> round.rows().equals(size)).toList();
    }
}
