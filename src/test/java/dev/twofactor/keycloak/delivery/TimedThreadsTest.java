package dev.twofactor.keycloak.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.SendResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimedThreadsTest {

    @Test
    void whatIsDoneInTimeIsTheAnswer() {
        try (TimedThreads threads = new TimedThreads(Channel.SMS, 1, Duration.ofSeconds(10))) {
            assertThat(threads.run(() -> SendResult.accepted("1")).messageId()).isEqualTo("1");
        }
    }

    @Test
    void whatHangsIsGivenUpAndKeepsItsPlaceUntilItEnds() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        // Long enough for the work to begin on a busy machine: what has not begun is given up without a place.
        try (TimedThreads threads = new TimedThreads(Channel.SMS, 1, Duration.ofSeconds(1))) {
            SendResult first = threads.run(() -> {
                awaitThroughInterrupts(end, interrupted);
                return SendResult.accepted(null);
            });

            assertThat(first.reason()).isEqualTo("timeout");
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(threads.run(() -> SendResult.accepted(null)).reason()).isEqualTo("busy");
            end.countDown();
        }
    }

    @Test
    void aFaultIsTheCallers() {
        try (TimedThreads threads = new TimedThreads(Channel.SMS, 1, Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> threads.run(() -> {
                        throw new IllegalArgumentException("x");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    // As a read from a socket does.
    private static void awaitThroughInterrupts(CountDownLatch end, CountDownLatch interrupted) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }
}
