package dev.twofactor.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Some logins of one kind.
 *
 * @param times nanoseconds of the steps of each login
 * @param cpu what the server's process used for all of them
 * @param wall from the first request to the last answer
 */
record Round(Kind kind, List<Map<Step, Long>> times, Duration cpu, Duration wall) {

    double cpuMillisPerLogin() {
        return cpu.toNanos() / 1e6 / times.size();
    }

    double loginsPerSecond() {
        return times.size() / (wall.toNanos() / 1e9);
    }

    /** Milliseconds of this step in each login that had it. */
    List<Double> millis(Step step) {
        return times.stream()
                .filter(login -> login.containsKey(step))
                .map(login -> login.get(step) / 1e6)
                .toList();
    }
}
