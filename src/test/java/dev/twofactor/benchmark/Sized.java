package dev.twofactor.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Logins over tables of some size, one after the other.
 *
 * @param server nanoseconds of processors that each used in the server
 * @param times nanoseconds of the steps of each
 * @param database what the database's processes used meanwhile
 */
record Sized(ScaleRows rows, List<Double> server, List<Map<Step, Long>> times, Duration database) {

    double databaseMillis() {
        return database.toNanos() / 1e6 / times.size();
    }

    /** Milliseconds of this step in each login. */
    List<Double> millis(Step step) {
        return times.stream().map(login -> login.get(step) / 1e6).toList();
    }
}
