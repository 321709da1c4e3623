package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.CodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.common.util.Time;

/** What the page of a code shows while a phone or address is being set up. */
public final class CodeView {

    public static final String TEMPLATE = "two-factor-code.ftl";

    private CodeView() {}

    /**
     * The template's {@code twoFactor}.
     *
     * @param status null when nothing is on its way
     * @param length digits of a code where nobody knows better
     */
    public static Map<String, Object> of(Channel channel, Destination destination, CodeStatus status, int length) {
        Map<String, Object> view = new HashMap<>();
        view.put("enrolling", true);
        view.put("method", channel.key());
        view.put("destination", destination.masked());
        view.put("length", status == null ? length : status.length());
        view.put("state", status == null ? "NONE" : status.state().name());
        view.put("resendSeconds", status == null ? 0L : secondsUntil(status.resendAt()));
        view.put("canResend", status == null || status.sendsLeft() > 0);
        view.put("others", List.of());
        return view;
    }

    private static long secondsUntil(Instant moment) {
        long millis = Duration.between(Instant.ofEpochMilli(Time.currentTimeMillis()), moment)
                .toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }
}
