package dev.twofactor.keycloak.metrics;

import dev.twofactor.domain.policy.TrustEnd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts trust in browsers: given, used instead of a second factor, and ended by what. */
public final class TrustMeters {

    /** Somebody ended it by hand. */
    public static final String REVOKED = "revoked";
    /** Its time was over, or the account had changed. */
    public static final String OVER = "over";
    /** The browser was given new trust in its place, or another one needed the room. */
    public static final String REPLACED = "replaced";

    private final Counter given;
    private final Counter used;
    private final Map<String, Counter> ended = new HashMap<>();

    TrustMeters(MeterRegistry registry) {
        given = Counter.builder("keycloak.two.factor.trust.given")
                .description("Browsers that were given trust")
                .register(registry);
        used = Counter.builder("keycloak.two.factor.trust.used")
                .description("Logins whose browser was trusted")
                .register(registry);
        Stream<String> events = Arrays.stream(TrustEnd.values()).map(TrustMeters::reason);
        Stream.concat(events, List.of(REVOKED, OVER, REPLACED).stream())
                .forEach(reason -> ended.put(
                        reason,
                        Counter.builder("keycloak.two.factor.trust.ended")
                                .description("Browsers whose trust ended, by the reason")
                                .tag("reason", reason)
                                .register(registry)));
    }

    /** An event's name in kebab case. */
    public static String reason(TrustEnd event) {
        return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public void given() {
        given.increment();
    }

    public void used() {
        used.increment();
    }

    /** @param reason one of the names above, or {@link #reason(TrustEnd)} */
    public void ended(String reason, int browsers) {
        ended.get(reason).increment(browsers);
    }
}
