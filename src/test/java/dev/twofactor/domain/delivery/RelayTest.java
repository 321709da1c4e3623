package dev.twofactor.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelayTest {

    private static final SmsMessage MESSAGE = new SmsMessage("+14155550101", "Acme: 123456", "ref-1");

    private final MovableClock clock = new MovableClock();
    private final Instant until = clock.instant().plusSeconds(14);
    private final List<SmsMessage> asked = new ArrayList<>();
    private final List<Duration> patience = new ArrayList<>();
    private final Relay relay = new Relay(clock, (work, most) -> {
        patience.add(most);
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    });

    private Attempts send(Carrier... carriers) {
        return relay.send(List.of(carriers), MESSAGE, "US", until);
    }

    private Carrier answering(String id, SendResult result, int seconds) {
        return new Carrier(
                id,
                new BigDecimal("0.05"),
                message -> {
                    asked.add(message);
                    clock.move(Duration.ofSeconds(seconds));
                    return result;
                },
                new FakeBreaker(true));
    }

    private Carrier answering(String id, Outcome outcome) {
        return answering(
                id, outcome == Outcome.ACCEPTED ? SendResult.accepted("v-" + id) : SendResult.failed(outcome, "x"), 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"UNAVAILABLE", "THROTTLED", "CREDENTIALS_WRONG"})
    void theNextServiceIsAskedWithTheVerySameMessage(Outcome trouble) {
        Attempts attempts = send(answering("a", trouble), answering("b", Outcome.ACCEPTED));

        assertThat(attempts.result().messageId()).isEqualTo("v-b");
        assertThat(attempts.tried()).extracting(Attempt::service).containsExactly("a", "b");
        assertThat(asked).containsExactly(MESSAGE, MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"ACCEPTED", "NUMBER_REFUSED", "OPTED_OUT"})
    void whereTheNumberIsTheTroubleNobodyElseIsAsked(Outcome end) {
        Attempts attempts = send(answering("a", end), answering("b", Outcome.ACCEPTED));

        assertThat(attempts.result().outcome()).isEqualTo(end);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aServiceWhoseCircuitIsOpenIsPassedOver() {
        Carrier open = new Carrier("a", BigDecimal.ONE, message -> SendResult.accepted("no"), new FakeBreaker(false));

        assertThat(send(open, answering("b", Outcome.ACCEPTED)).tried())
                .extracting(Attempt::service)
                .containsExactly("b");
        assertThat(send(open).result().reason()).isEqualTo("circuit-open");
        assertThat(send().result().reason()).isEqualTo("no-service");
    }

    @Test
    void allServicesTogetherKeepTheDeadline() {
        Attempts attempts = send(
                answering("a", SendResult.failed(Outcome.UNAVAILABLE, "timeout"), 6),
                answering("b", SendResult.failed(Outcome.UNAVAILABLE, "timeout"), 6),
                answering("c", SendResult.failed(Outcome.UNAVAILABLE, "timeout"), 2),
                answering("d", Outcome.ACCEPTED));

        assertThat(attempts.tried()).extracting(Attempt::service).containsExactly("a", "b", "c");
        assertThat(attempts.result().outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(patience).containsExactly(Relay.MOST, Relay.MOST, Duration.ofSeconds(2));
    }

    @Test
    void aServiceThatThrowsIsOneThatIsDown() {
        FakeBreaker breaker = new FakeBreaker(true);
        Carrier faulty = new Carrier(
                "a",
                BigDecimal.ZERO,
                message -> {
                    throw new IllegalStateException("secret " + message.text());
                },
                breaker);

        Attempts attempts = send(faulty, answering("b", Outcome.ACCEPTED));

        assertThat(attempts.result().isAccepted()).isTrue();
        assertThat(attempts.tried().get(0).result().reason()).isEqualTo("fault-IllegalStateException");
        assertThat(breaker.noted).extracting(SendResult::outcome).containsExactly(Outcome.UNAVAILABLE);
    }

    @Test
    void theLedgerLearnsSegmentsPriceAndTimes() {
        Instant start = clock.instant();
        Attempts attempts = send(answering("a", Outcome.CREDENTIALS_WRONG), answering("b", Outcome.ACCEPTED));

        Attempt refused = attempts.tried().get(0);
        Attempt sent = attempts.tried().get(1);
        assertThat(refused.price()).isZero();
        assertThat(sent.price()).isEqualByComparingTo("0.05");
        assertThat(sent.segments()).isEqualTo(1);
        assertThat(sent.country()).isEqualTo("US");
        assertThat(sent.startedAt()).isEqualTo(start.plusSeconds(1));
        assertThat(sent.endedAt()).isEqualTo(start.plusSeconds(2));
    }

    private static final class FakeBreaker implements Breaker {

        private final boolean admits;
        private final List<SendResult> noted = new ArrayList<>();

        FakeBreaker(boolean admits) {
            this.admits = admits;
        }

        @Override
        public boolean admits() {
            return admits;
        }

        @Override
        public void note(SendResult result) {
            noted.add(result);
        }

        @Override
        public State state() {
            return admits ? State.CLOSED : State.OPEN;
        }
    }
}
