package dev.twofactor.gateway.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Breaker;
import dev.twofactor.domain.delivery.Breaker.State;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceBreakerTest {

    private static final SendResult DOWN = SendResult.failed(Outcome.UNAVAILABLE, "timeout");
    private static final SendResult REFUSED = SendResult.failed(Outcome.NUMBER_REFUSED, "21211");

    private final MovableClock clock = new MovableClock();
    private final ServiceBreaker breaker = new ServiceBreaker(clock);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.admits()).isTrue();
            breaker.note(DOWN);
        }
    }

    @Test
    void threeFailuresInARowOpenAndOthersDoNot() {
        fail(2);
        assertThat(breaker.admits()).isTrue();
        breaker.note(REFUSED);
        fail(2);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        fail(1);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void afterThePauseOneMessageTriesAndDecides() {
        fail(3);
        clock.move(ServiceBreaker.PAUSE.minusMillis(1));
        assertThat(breaker.admits()).isFalse();
        clock.move(Duration.ofMillis(1));

        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.admits()).isFalse();
        breaker.note(DOWN);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.admits()).isFalse();

        clock.move(ServiceBreaker.PAUSE);
        assertThat(breaker.admits()).isTrue();
        breaker.note(SendResult.accepted("x"));
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void answersThatComeLateDoNotMakeThePauseLonger() {
        for (int i = 0; i < 4; i++) {
            assertThat(breaker.admits()).isTrue();
        }
        for (int i = 0; i < 3; i++) {
            breaker.note(DOWN);
        }
        clock.move(Duration.ofSeconds(5));
        breaker.note(DOWN);
        clock.move(Duration.ofSeconds(5));

        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void changedSettingsBeginAnew() {
        Breakers breakers = new Breakers(clock);
        Breaker first = breakers.of("a", 1);

        assertThat(breakers.of("a", 1)).isSameAs(first);
        assertThat(breakers.of("b", 1)).isNotSameAs(first);
        assertThat(breakers.of("a", 2)).isNotSameAs(first);
    }

    @Test
    void onlyAMessageUsesAServiceAndNoLookAtIt() {
        Breakers breakers = new Breakers(clock);
        Duration hour = Duration.ofHours(1);
        assertThat(breakers.of("a", 1).admits()).isTrue();
        for (int i = 0; i < 3; i++) {
            breakers.of("a", 1).note(DOWN);
        }
        assertThat(breakers.usedWithin(hour)).containsExactly(Map.entry("a", State.OPEN));

        clock.move(hour);
        breakers.of("b", 1);
        assertThat(breakers.of("a", 1).state()).isEqualTo(State.OPEN);
        assertThat(breakers.usedWithin(hour)).isEmpty();

        assertThat(breakers.of("a", 1).admits()).isTrue();
        assertThat(breakers.usedWithin(hour)).containsExactly(Map.entry("a", State.HALF_OPEN));
    }
}
