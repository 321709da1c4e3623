package dev.twofactor.keycloak.server;

import dev.twofactor.domain.spend.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Locale;

/** Counts what the limits found, for Keycloak's metrics; the tags have few values, and none is a realm, user or country. */
final class FindingCounter {

    private FindingCounter() {}

    static void count(Finding finding) {
        Counter.builder("keycloak.two.factor.limits")
                .description("Messages and codes that limits refused, would have refused, or raised an alarm for")
                .tag("finding", finding.type().name().toLowerCase(Locale.ROOT))
                .tag("limit", finding.code())
                .register(Metrics.globalRegistry)
                .increment();
    }
}
