package dev.twofactor.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.spend.Finding;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindingCounterTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void listen() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void leave() {
        Metrics.removeRegistry(registry);
    }

    @Test
    void refusalsAndAlarmsAreCountedByLimitAndNothingPersonalIsATag() {
        FindingCounter.count(new Finding(Finding.Type.REFUSED, "number_day", "anna", "US"));
        FindingCounter.count(new Finding(Finding.Type.REFUSED, "number_day", "bert", "DE"));
        FindingCounter.count(new Finding(Finding.Type.ALARM, "spend_warning", null, null));

        assertThat(registry.get("keycloak.two.factor.limits")
                        .tags("finding", "refused", "limit", "number_day")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("keycloak.two.factor.limits").counters())
                .hasSize(2)
                .allSatisfy(counter -> assertThat(counter.getId().getTags()).hasSize(2));
    }
}
