package dev.twofactor.gateway.transport;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Small pools whose threads never keep the server from stopping. */
final class DaemonThreads implements ThreadFactory {

    private static final long IDLE_SECONDS = 30;

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    private DaemonThreads(String name) {
        this.name = name;
    }

    /** A pool of at most {@code threads}, which refuses work once {@code waiting} tasks wait. */
    static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        var queue = new ArrayBlockingQueue<Runnable>(waiting);
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, new DaemonThreads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
