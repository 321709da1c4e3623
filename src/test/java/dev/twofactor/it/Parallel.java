package dev.twofactor.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Releases many threads at one moment. */
final class Parallel {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Parallel() {}

    /** Runs the work once for each number from 0, all at once; gives the results in that order. */
    static <T> List<T> run(int threads, IntFunction<T> work) {
        return run(threads, PATIENCE, work);
    }

    /** The same; fails when one of them has not ended in time. */
    static <T> List<T> run(int threads, Duration patience, IntFunction<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    start.await();
                    return work.apply(number);
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(patience.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a parallel thread failed: " + (e.getCause() == null ? e : e.getCause()), e);
        } finally {
            pool.shutdownNow();
        }
    }
}
