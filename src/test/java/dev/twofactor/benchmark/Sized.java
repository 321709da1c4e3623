package dev.twofactor.benchmark;

import java.time.Duration;

/**
 * A round of logins over tables of some size.
 *
 * @param database what the database's processes used meanwhile
 */
record Sized(ScaleRows rows, Round round, Duration database) {

    double serverMillis() {
        return round.cpuMillisPerLogin();
    }

    double databaseMillis() {
        return database.toNanos() / 1e6 / round.times().size();
    }
}
