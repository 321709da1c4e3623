package dev.twofactor.keycloak.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SenderPoolTest {

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();

    private void work() {
        started.countDown();
        try {
            assertThat(release.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        sent.incrementAndGet();
    }

    @Test
    void aFullQueueSaysSoAtOnce() throws InterruptedException {
        try (SenderPool pool = new SenderPool(1, 2)) {
            assertThat(pool.offer(this::work)).isTrue();
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.offer(this::work)).isTrue();
            assertThat(pool.offer(this::work)).isTrue();

            assertThat(pool.offer(this::work)).isFalse();
            release.countDown();
        }
        assertThat(sent).hasValue(3);
    }

    @Test
    void shutdownLetsWhatIsThereLeaveAndTakesNothingMore() throws InterruptedException {
        SenderPool pool = new SenderPool(1, 2);
        pool.offer(this::work);
        pool.offer(this::work);
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(pool::close);
        closing.start();
        release.countDown();
        closing.join(5000);

        assertThat(closing.isAlive()).isFalse();
        assertThat(sent).hasValue(2);
        assertThat(pool.offer(this::work)).isFalse();
    }
}
