package dev.twofactor.benchmark;

import java.util.EnumMap;
import java.util.Map;

/** What was counted for one login of each kind, after the rounds: a count slows down what it counts. */
final class Counted {

    private final Map<Kind, Double> allocated = new EnumMap<>(Kind.class);
    private final Map<Kind, Double> statements = new EnumMap<>(Kind.class);

    void allocated(Kind kind, double bytes) {
        allocated.put(kind, bytes);
    }

    void statements(Kind kind, double count) {
        statements.put(kind, count);
    }

    double kilobytes(Kind kind) {
        return allocated.get(kind) / 1024;
    }

    /** To the application's tokens, those that send the message included. */
    double statements(Kind kind) {
        return statements.get(kind);
    }
}
