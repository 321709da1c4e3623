package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Relay;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs work that may hang whatever is asked of it, and waits a bounded time. A thread that hangs on a socket cannot be
 * ended; it keeps its place until the other side lets go, so that the places bound how many there can be.
 */
public final class TimedThreads implements Relay.Patience, AutoCloseable {

    private static final String NAME = "two-factor-";

    private final ThreadPoolExecutor threads;
    private final Duration patience;

    /**
     * @param channel whose messages they send; part of their names
     * @param places pieces of work at once, hanging ones included, 1 or more
     * @param patience for work that names none
     */
    public TimedThreads(Channel channel, int places, Duration patience) {
        AtomicInteger number = new AtomicInteger();
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(0, places, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, NAME + channel.key() + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What the work says; {@code UNAVAILABLE} when it says nothing in time, or all places are taken. */
    public SendResult run(Callable<SendResult> work) {
        return run(work, patience);
    }

    @Override
    public SendResult run(Callable<SendResult> work, Duration most) {
        Future<SendResult> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            return SendResult.failed(Outcome.UNAVAILABLE, "busy");
        }
        try {
            return result.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            return SendResult.failed(Outcome.UNAVAILABLE, "timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.cancel(true);
            return SendResult.failed(Outcome.UNAVAILABLE, "server-stopping");
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    /** Whether the caller runs on a thread that sends mails. */
    static boolean isMailing() {
        return Thread.currentThread().getName().startsWith(NAME + Channel.EMAIL.key());
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
