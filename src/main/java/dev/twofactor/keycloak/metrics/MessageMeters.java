package dev.twofactor.keycloak.metrics;

import dev.twofactor.domain.delivery.Attempt;
import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.DeliveryWatch;
import dev.twofactor.domain.delivery.SendResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Counts messages, where they went, what became of them, how long that took and what it cost; on the sender threads. */
public final class MessageMeters implements DeliveryWatch {

    private static final int MOST_COUNTRIES = 50;
    private static final Duration[] ANSWER_TIMES = seconds(0.1, 0.25, 0.5, 1, 2, 5, 10);
    private static final Duration[] ARRIVAL_TIMES = seconds(1, 2, 5, 10, 30, 60, 300);
    /** What became of a message that no service was asked for. */
    private static final List<String> WITHOUT_SERVICE = List.of(
            "no-room",
            "too-late",
            "request-failed",
            "fault",
            "no-service",
            "circuit-open",
            "misconfigured",
            "not-a-number",
            "template");

    private static final String SMTP = "smtp";

    private final MeterRegistry registry;
    private final ServiceNames services;
    private final BoundedTag countries = new BoundedTag(MOST_COUNTRIES);

    MessageMeters(MeterRegistry registry, ServiceNames services) {
        this.registry = registry;
        this.services = services;
        for (Channel channel : Channel.values()) {
            accepted(channel);
            WITHOUT_SERVICE.forEach(reason -> messages(channel, BoundedTag.NONE, null, reason));
        }
        // A series must be there before its first message: what begins at one has not risen in a query's eyes.
        for (SendResult.Outcome outcome : SendResult.Outcome.values()) {
            messages(Channel.EMAIL, services.of(SMTP), null, outcome.name());
        }
    }

    private static Duration[] seconds(double... all) {
        return Arrays.stream(all)
                .mapToObj(each -> Duration.ofMillis(Math.round(each * 1000)))
                .toArray(Duration[]::new);
    }

    /** The tag of a country. */
    String country(String code) {
        return countries.of(code);
    }

    @Override
    public void settled(Channel channel, Attempts attempts, Duration since) {
        attempts.tried().forEach(attempt -> tried(channel, attempt));
        if (attempts.tried().isEmpty()) {
            messages(channel, BoundedTag.NONE, null, attempts.result().reason()).increment();
        } else {
            Attempt last = attempts.tried().get(attempts.tried().size() - 1);
            String outcome = attempts.result().outcome().name();
            messages(channel, services.of(last.service()), last.country(), outcome)
                    .increment();
        }
        if (attempts.result().isAccepted()) {
            accepted(channel).record(since);
        }
    }

    @Override
    public void noticeSettled(Channel channel, Attempts attempts) {
        attempts.tried().forEach(attempt -> tried(channel, attempt));
    }

    private void tried(Channel channel, Attempt attempt) {
        String service = services.of(attempt.service());
        Timer.builder("keycloak.two.factor.attempts")
                .description("Time in which a service answered to one message, or was given up")
                .tag("channel", channel.key())
                .tag("service", service)
                .tag("outcome", lower(attempt.result().outcome().name()))
                .serviceLevelObjectives(ANSWER_TIMES)
                .register(registry)
                .record(Duration.between(attempt.startedAt(), attempt.endedAt()));
        Counter.builder("keycloak.two.factor.spend")
                .description("What messages have cost, in the unit of the services' prices")
                .tag("service", service)
                .tag("country", country(attempt.country()))
                .register(registry)
                .increment(attempt.price().doubleValue());
    }

    private Counter messages(Channel channel, String service, String country, String outcome) {
        return Counter.builder("keycloak.two.factor.messages")
                .description("Messages with codes, by what became of them")
                .tag("channel", channel.key())
                .tag("service", service)
                .tag("country", country(country))
                .tag("outcome", lower(outcome))
                .register(registry);
    }

    private Timer accepted(Channel channel) {
        return Timer.builder("keycloak.two.factor.accepted")
                .description(
                        "Time from the request until a service took the message, waits and other services included")
                .tag("channel", channel.key())
                .serviceLevelObjectives(ANSWER_TIMES)
                .register(registry);
    }

    /** Has a series for what this service may tell before its first report. */
    void prepareReports(String service) {
        reports(Channel.SMS, service, DeliveryState.DELIVERED);
        reports(Channel.SMS, service, DeliveryState.FAILED);
    }

    @Override
    public void reported(Channel channel, String service, DeliveryState told, Duration since) {
        reports(channel, service, told).record(since);
    }

    private Timer reports(Channel channel, String service, DeliveryState told) {
        return Timer.builder("keycloak.two.factor.reports")
                .description("Time from the request until the vendor told that a message arrived or did not")
                .tag("channel", channel.key())
                .tag("service", services.of(service))
                .tag("state", lower(told.name()))
                .serviceLevelObjectives(ARRIVAL_TIMES)
                .register(registry);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
