package dev.twofactor.domain.spend;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps tallies in memory, for one thread at a time. */
public final class MemoryTallies implements Tallies {

    private final Map<Subject, Tally> all = new HashMap<>();

    @Override
    public Map<Subject, Tally> hold(Collection<Subject> subjects) {
        return subjects.stream()
                .collect(Collectors.toMap(Function.identity(), subject -> all.getOrDefault(subject, Tally.EMPTY)));
    }

    @Override
    public void save(Subject subject, Tally tally) {
        all.put(subject, tally);
    }

    public Map<Subject, Tally> all() {
        return all;
    }
}
