package dev.twofactor.keycloak.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.enrollment.Recorded;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedRequirementTest {

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
    void loginsAreCountedByWhatWouldHaveBeenAndNothingPersonalIsATag() {
        RecordedRequirement.count(Recorded.SET_UP);
        RecordedRequirement.count(Recorded.SET_UP);
        RecordedRequirement.count(Recorded.ASKED);

        assertThat(registry.get("keycloak.two.factor.requirement")
                        .tag("recorded", "set_up")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("keycloak.two.factor.requirement").counters())
                .hasSize(2)
                .allSatisfy(counter -> assertThat(counter.getId().getTags()).hasSize(1));
    }
}
