package dev.twofactor.benchmark;

import java.util.List;

/**
 * Many people who press the password page's button at one moment.
 *
 * @param millis until each saw the page that asks for the code
 * @param others of other requests, right behind the wave: somebody signs in with the password alone
 * @param senders threads of ours in the server meanwhile
 * @param heapMegabytes what the server's heap holds then, rubbish taken away
 */
record Wave(List<Double> millis, List<Double> others, int senders, int heapMegabytes) {

    double p99() {
        return Figures.percentile(millis, 99);
    }

    double median() {
        return Figures.median(millis);
    }

    /** Median: of so few one that was held up by something else says nothing. */
    double other() {
        return Figures.median(others);
    }
}
