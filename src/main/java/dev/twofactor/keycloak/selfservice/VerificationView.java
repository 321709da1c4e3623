package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.common.util.Time;

/** What an application is told of a code on its way. */
final class VerificationView {

    private VerificationView() {}

    /** @param id names the verification in further calls */
    static Map<String, Object> of(String id, Channel channel, Destination destination, CodeStatus status) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("method", channel.key());
        view.put("destination", destination.masked());
        view.put("state", status.state().name().toLowerCase(java.util.Locale.ROOT));
        view.put("length", status.length());
        view.put("expiresIn", secondsUntil(status.expiresAt()));
        view.put("resendIn", secondsUntil(status.resendAt()));
        view.put("resendsLeft", status.sendsLeft());
        return view;
    }

    /** The refusal of a message. */
    static Problem refused(Issued issued) {
        Issued.Refusal refusal =
                issued instanceof Issued.Stands stands ? stands.refusal() : ((Issued.Refused) issued).refusal();
        Problem problem = new Problem(Problem.Kind.TOO_MANY)
                .with("reason", refusal.reason().code());
        return refusal.until() == null
                ? problem
                : problem.header("Retry-After", String.valueOf(secondsUntil(refusal.until())));
    }

    /** The refusal of a code; nobody learns whether it was wrong, expired or used. */
    static Problem refused(Verdict verdict) {
        return verdict == Verdict.LOCKED
                ? new Problem(Problem.Kind.TOO_MANY).with("reason", "too_many_wrong")
                : new Problem(Problem.Kind.CODE_REJECTED).with("field", "code");
    }

    private static long secondsUntil(Instant moment) {
        long millis = Duration.between(Instant.ofEpochMilli(Time.currentTimeMillis()), moment)
                .toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }
}
