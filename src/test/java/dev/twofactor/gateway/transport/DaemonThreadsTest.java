package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {

    private static final int MOST = 3;
    private static final int WAITING = 2;

    private final ThreadPoolExecutor pool = DaemonThreads.pool("test", MOST, WAITING);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Set<Thread> used = ConcurrentHashMap.newKeySet();

    @AfterEach
    void end() {
        release.countDown();
        pool.shutdownNow();
    }

    @Test
    void aThreadThatIsFreeIsUsedBeforeAnotherIsMade() throws Exception {
        for (int i = 0; i < 2 * MOST; i++) {
            pool.submit(() -> used.add(Thread.currentThread())).get(5, TimeUnit.SECONDS);
            awaitIdle();
        }

        assertThat(used).singleElement().matches(Thread::isDaemon);
    }

    @Test
    void noTaskWaitsWhileThereMayBeAnotherThread() {
        IntStream.range(0, MOST).forEach(i -> pool.execute(this::hang));

        assertThat(pool.getQueue()).isEmpty();
        assertThat(pool.getPoolSize()).isEqualTo(MOST);
    }

    @Test
    void whatHasNoRoomIsRefusedAndTheRestIsDone() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, MOST).forEach(i -> pool.execute(this::hang));
        IntStream.range(0, WAITING).forEach(i -> pool.execute(done::incrementAndGet));

        assertThatThrownBy(() -> pool.execute(done::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
        release.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasValue(WAITING);
    }

    @Test
    void aPoolThatEndsTakesNothing() {
        pool.execute(this::hang);
        pool.shutdown();

        assertThatThrownBy(() -> pool.execute(this::hang)).isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.getQueue()).isEmpty();
    }

    @Test
    void aTaskThatIsPutInWhileTheLastThreadGoesIsDone() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);

        pool.getRejectedExecutionHandler().rejectedExecution(done::countDown, pool);

        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void ofManyTasksAtOnceNoneIsForgotten() throws Exception {
        int tasks = 20_000;
        AtomicInteger done = new AtomicInteger();
        ThreadPoolExecutor busy = DaemonThreads.pool("busy", MOST, tasks);
        ThreadPoolExecutor givers = DaemonThreads.pool("givers", MOST, tasks);
        List<Future<?>> given = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            given.add(givers.submit(() -> busy.execute(done::incrementAndGet)));
        }
        for (Future<?> each : given) {
            each.get(5, TimeUnit.SECONDS);
        }
        givers.shutdown();
        busy.shutdown();

        assertThat(busy.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasValue(tasks);
        assertThat(busy.getLargestPoolSize()).isLessThanOrEqualTo(MOST);
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // A thread is free once it waits for its next task, a moment after the last one's result is there.
    private void awaitIdle() {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!used.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
