package dev.twofactor.gateway.transport;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Small pools whose threads never keep the server from stopping. */
public final class DaemonThreads implements ThreadFactory {

    private static final long IDLE_SECONDS = 30;

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    private DaemonThreads(String name) {
        this.name = name;
    }

    /**
     * A pool that makes a thread only where all that it has are busy, since each costs memory, and ends those that have had
     * nothing to do for half a minute. It refuses work once all are busy and {@code waiting} tasks wait.
     *
     * @param name of its threads, which have a number behind it
     * @param threads at most, 1 or more
     * @param waiting tasks at most, 1 or more
     */
    public static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        Tasks tasks = new Tasks(waiting);
        return new ThreadPoolExecutor(
                0, threads, IDLE_SECONDS, TimeUnit.SECONDS, tasks, new DaemonThreads(name), tasks);
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Takes a task from the pool only for a thread that is waiting for one; the pool then makes threads, and what it has none for is kept. */
    private static final class Tasks extends LinkedTransferQueue<Runnable> implements RejectedExecutionHandler {

        private static final long serialVersionUID = 1;

        private static final Runnable NOTHING = () -> {};

        private final int most;

        Tasks(int most) {
            this.most = most;
        }

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        @Override
        public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
            if (task == NOTHING) {
                // Others made threads meanwhile, and keep them busy: one of those finds the task that it was for.
                return;
            }
            // A pool that ends while the task is put in may have no thread left to take it out.
            if (pool.isShutdown() || !keep(task) || pool.isShutdown() && pool.remove(task)) {
                throw new RejectedExecutionException(
                        "all threads are busy and " + most + " tasks wait, or the pool ends");
            }
            if (pool.getPoolSize() == 0) {
                // The last thread had waited long enough while the task was put in: a new one finds it.
                pool.execute(NOTHING);
            }
        }

        private synchronized boolean keep(Runnable task) {
            return size() < most && super.offer(task);
        }
    }
}
