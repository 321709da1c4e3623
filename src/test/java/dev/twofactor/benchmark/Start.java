package dev.twofactor.benchmark;

import java.time.Duration;

/**
 * A server's start, from the process to the first answer.
 *
 * @param seconds what the server says that it took
 * @param cpu of the process until it answered
 */
record Start(double seconds, Duration cpu) {

    double cpuSeconds() {
        return cpu.toNanos() / 1e9;
    }
}
