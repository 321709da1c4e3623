package dev.twofactor.keycloak.server;

import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.spend.Finding;
import dev.twofactor.domain.spend.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Locale;

/** Counts what the limits found, for Keycloak's metrics; the tags have few values, and none is a realm, user or country. */
final class FindingCounter {

    private FindingCounter() {}

    /** Has a series for every finding before the first one: what begins at one has not risen in a query's eyes. */
    static void prepare() {
        for (Limit limit : Limit.values()) {
            counter(Finding.Type.REFUSED, limit.code());
            counter(Finding.Type.RECORDED, limit.code());
        }
        for (Reason reason : Reason.values()) {
            counter(Finding.Type.REFUSED, reason.code());
        }
        Finding.alarms().forEach(alarm -> counter(Finding.Type.ALARM, alarm));
    }

    static void count(Finding finding) {
        counter(finding.type(), finding.code()).increment();
    }

    private static Counter counter(Finding.Type type, String code) {
        return Counter.builder("keycloak.two.factor.limits")
                .description("Messages and codes that limits refused, would have refused, or raised an alarm for")
                .tag("finding", type.name().toLowerCase(Locale.ROOT))
                .tag("limit", code)
                .register(Metrics.globalRegistry);
    }
}
