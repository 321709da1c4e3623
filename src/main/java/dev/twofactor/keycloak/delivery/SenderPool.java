package dev.twofactor.keycloak.delivery;

import dev.twofactor.gateway.transport.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The threads that talk to vendors: few, with a short queue, so that a slow vendor holds up nothing else. */
public final class SenderPool implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SenderPool.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;

    /**
     * @param senders threads at most, 1 or more
     * @param queue messages that may wait, 1 or more
     */
    public SenderPool(int senders, int queue) {
        threads = DaemonThreads.pool("two-factor-sender", senders, queue);
    }

    /** Takes the work or says at once that it cannot: false when the queue is full or the server is stopping. */
    public boolean offer(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.warnf(
                    "No room for another message: %d wait already",
                    threads.getQueue().size());
            return false;
        }
    }

    /** How many messages wait for a sender now. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Lets what is under way finish for a few seconds, then ends. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf(
                        "%d messages were not sent before the server stopped",
                        threads.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }
}
