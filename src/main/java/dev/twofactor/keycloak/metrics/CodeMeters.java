package dev.twofactor.keycloak.metrics;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.domain.policy.Method;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.credential.OTPCredentialModel;

/** Counts typed codes by method and answer, and the messages whose code was entered; all counters stand ready. */
public final class CodeMeters {

    private static final Map<String, Method> METHODS = Map.of(
            Channel.SMS.credentialType(),
            Method.SMS,
            Channel.EMAIL.credentialType(),
            Method.EMAIL,
            OTPCredentialModel.TYPE,
            Method.TOTP);

    private final MeterRegistry registry;
    private final MessageMeters messages;
    private final Map<String, Map<Verdict, Counter>> codes = new HashMap<>();
    private final Map<String, Counter> verifiedTexts = new ConcurrentHashMap<>();
    private final Counter verifiedMails;

    CodeMeters(MeterRegistry registry, MessageMeters messages) {
        this.registry = registry;
        this.messages = messages;
        METHODS.forEach((type, method) -> codes.put(type, counters(method)));
        verifiedMails = verified(Channel.EMAIL, BoundedTag.NONE);
        // An alarm compares with it before any code by text was entered: without a series there is nothing to compare.
        verified(Channel.SMS, BoundedTag.NONE);
    }

    private Map<Verdict, Counter> counters(Method method) {
        Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);
        Arrays.stream(Verdict.values())
                .forEach(verdict -> counters.put(
                        verdict,
                        Counter.builder("keycloak.two.factor.codes")
                                .description("Typed codes by what they were answered")
                                .tag("method", method.name().toLowerCase(Locale.ROOT))
                                .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
                                .register(registry)));
        return counters;
    }

    private Counter verified(Channel channel, String country) {
        return Counter.builder("keycloak.two.factor.verified")
                .description("Messages whose code was entered")
                .tag("channel", channel.key())
                .tag("country", country)
                .register(registry);
    }

    /** As {@link dev.twofactor.domain.otp.CodeWatch#judged}. */
    public void judged(String method, Verdict verdict, String country, int sent) {
        Map<Verdict, Counter> counters = codes.get(method);
        if (counters != null) {
            counters.get(verdict).increment();
        }
        if (sent > 0 && method.equals(Channel.EMAIL.credentialType())) {
            verifiedMails.increment(sent);
        } else if (sent > 0) {
            verifiedTexts
                    .computeIfAbsent(messages.country(country), tag -> verified(Channel.SMS, tag))
                    .increment(sent);
        }
    }
}
