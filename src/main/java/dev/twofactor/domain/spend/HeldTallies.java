package dev.twofactor.domain.spend;

import dev.twofactor.domain.spend.Tally.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The tallies that one question needs, held at once and in order. */
final class HeldTallies {

    private final Tallies tallies;
    private final Map<Subject, Tally> held;

    HeldTallies(Tallies tallies, Collection<Subject> subjects) {
        this.tallies = tallies;
        this.held = subjects.isEmpty() ? Map.of() : new HashMap<>(tallies.hold(new TreeSet<>(subjects)));
    }

    Tally of(Subject subject) {
        return held.getOrDefault(subject, Tally.EMPTY);
    }

    /** All marks of some subjects as if they were one. */
    Tally together(List<Subject> subjects) {
        if (subjects.size() == 1) {
            return of(subjects.get(0));
        }
        List<Mark> marks = new ArrayList<>();
        subjects.forEach(subject -> marks.addAll(of(subject).marks()));
        marks.sort(Comparator.comparing(Mark::at));
        return new Tally(marks, Tally.Share.NONE, null, 0);
    }

    void change(Subject subject, UnaryOperator<Tally> change) {
        Tally before = of(subject);
        Tally after = change.apply(before);
        if (!after.equals(before)) {
            held.put(subject, after);
            tallies.save(subject, after);
        }
    }
}
