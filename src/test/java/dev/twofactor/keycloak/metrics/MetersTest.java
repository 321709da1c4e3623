package dev.twofactor.keycloak.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Attempt;
import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.gateway.breaker.Breakers;
import dev.twofactor.keycloak.store.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final Instant START = Instant.parse("2026-11-26T03:00:00Z");
    private static final SendResult DOWN = SendResult.failed(SendResult.Outcome.UNAVAILABLE, "timeout");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = Meters.of(registry);
    private final MovableClock clock = new MovableClock();
    private final Breakers breakers = new Breakers(clock);

    private static Attempt attempt(String service, SendResult result, String country) {
        return new Attempt(service, result, country, 1, new BigDecimal("0.05"), START, START.plusSeconds(2));
    }

    private double messages(String service, String country, String outcome) {
        return registry
                .find("keycloak.two.factor.messages")
                .tags("channel", "sms", "service", service, "country", country, "outcome", outcome)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void accepted(String service, String country) {
        SendResult result = SendResult.accepted("SM1");
        meters.messages()
                .settled(
                        Channel.SMS,
                        new Attempts(List.of(attempt(service, result, country)), result),
                        Duration.ofSeconds(3));
    }

    @Test
    void aMessageIsOneMessageHoweverManyServicesWereAsked() {
        meters.watch(breakers, "1", "First");
        meters.watch(breakers, "2", "Second");
        SendResult taken = SendResult.accepted("SM1");
        meters.messages()
                .settled(
                        Channel.SMS,
                        new Attempts(List.of(attempt("1", DOWN, "US"), attempt("2", taken, "US")), taken),
                        Duration.ofSeconds(5));

        assertThat(messages("Second", "US", "accepted")).isEqualTo(1);
        assertThat(messages("First", "US", "unavailable")).isZero();
        assertThat(registry.get("keycloak.two.factor.attempts").timers()).hasSize(2);
        assertThat(registry.get("keycloak.two.factor.spend").counters())
                .extracting(Counter::count)
                .containsExactly(0.05, 0.05);
        assertThat(registry.get("keycloak.two.factor.accepted")
                        .tag("channel", "sms")
                        .timer()
                        .totalTime(java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo(5);
    }

    @Test
    void aNoticeCountsAsAttemptAndCostAndAsNoMessage() {
        meters.watch(breakers, "1", "First");
        SendResult taken = SendResult.accepted("SM1");
        meters.messages().noticeSettled(Channel.SMS, new Attempts(List.of(attempt("1", taken, "US")), taken));

        assertThat(registry.get("keycloak.two.factor.attempts").timers()).hasSize(1);
        assertThat(registry.get("keycloak.two.factor.spend").counter().count()).isEqualTo(0.05);
        assertThat(registry.get("keycloak.two.factor.messages").counters()).allMatch(counter -> counter.count() == 0);
        assertThat(registry.get("keycloak.two.factor.accepted").timers()).allMatch(timer -> timer.count() == 0);
    }

    @Test
    void countriesAndServicesBeyondTheBoundShareOneName() {
        for (int i = 0; i < 200; i++) {
            meters.watch(breakers, "id-" + i, "Service " + i);
            accepted("id-" + i, String.format(Locale.ROOT, "%c%c", 'A' + i / 26, 'A' + i % 26));
        }

        assertThat(registry.get("keycloak.two.factor.messages").counters())
                .extracting(counter -> counter.getId().getTag("country"))
                .contains("other")
                .satisfies(countries ->
                        assertThat(countries.stream().distinct().count()).isEqualTo(50 + 2));
        assertThat(registry.get("keycloak.two.factor.breaker").gauges()).hasSize(50 + 1);
    }

    @Test
    void aServiceThatNobodyNamedIsOneOfTheOthers() {
        accepted("gone", null);

        assertThat(messages("other", "none", "accepted")).isEqualTo(1);
    }

    @Test
    void theWorstOfServicesWithOneTitleIsShownUntilNobodyWantsThemForAnHour() {
        meters.watch(breakers, "1", "Twilio");
        meters.watch(breakers, "2", "Twilio");
        breakers.of("1", 0);
        for (int i = 0; i < 3; i++) {
            breakers.of("2", 0).note(DOWN);
        }
        assertThat(breaker()).isEqualTo(2);

        clock.move(Duration.ofSeconds(11));
        assertThat(breakers.of("2", 0).admits()).isTrue();
        assertThat(breaker()).isEqualTo(1);
        breakers.of("2", 0).note(DOWN);
        assertThat(breaker()).isEqualTo(2);

        clock.move(Duration.ofMinutes(61));
        assertThat(breaker()).isZero();
    }

    private double breaker() {
        return registry.get("keycloak.two.factor.breaker")
                .tag("service", "Twilio")
                .gauge()
                .value();
    }

    @Test
    void whatAlarmsCompareHasItsSeriesBeforeTheFirstMessage() {
        assertThat(registry.get("keycloak.two.factor.verified").counters())
                .extracting(counter -> counter.getId().getTag("channel"))
                .containsExactlyInAnyOrder("sms", "email");
        assertThat(registry.get("keycloak.two.factor.messages").counters())
                .extracting(counter -> counter.getId().getTag("outcome"))
                .contains("not_a_number", "template", "no_room", "fault");
    }

    @Test
    void mailsKeepTheirNameHoweverManyServicesWereSeen() {
        for (int i = 0; i <= 10_000; i++) {
            meters.name("id-" + i, "Service " + i);
        }
        SendResult result = SendResult.accepted("1");
        Attempts taken = new Attempts(List.of(attempt("smtp", result, null)), result);
        meters.messages().settled(Channel.EMAIL, taken, Duration.ofSeconds(1));

        assertThat(registry.get("keycloak.two.factor.messages")
                        .tags("channel", "email", "service", "smtp", "outcome", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void everyAnswerToACodeHasItsSeriesBeforeTheFirstCode() {
        assertThat(registry.get("keycloak.two.factor.codes").counters()).hasSize(3 * Verdict.values().length);
        meters.codes().judged("two-factor-sms", Verdict.ACCEPTED, "DE", 2);
        meters.codes().judged("something else", Verdict.ACCEPTED, null, 0);

        assertThat(registry.get("keycloak.two.factor.verified")
                        .tags("channel", "sms", "country", "DE")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("keycloak.two.factor.codes")
                        .tags("method", "sms", "verdict", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aTransactionThatFailsIsMeasuredToo() {
        Transactions broken = meters.counted(new Transactions() {
            @Override
            public <T> T run(Function<EntityManager, T> work) {
                throw new IllegalStateException("away");
            }
        });

        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(() -> broken.run(em -> null));

        assertThat(registry.get("keycloak.two.factor.transactions").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("keycloak.two.factor.busy").counter().count()).isZero();
    }
}
