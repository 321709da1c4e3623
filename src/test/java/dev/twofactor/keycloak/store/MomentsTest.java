package dev.twofactor.keycloak.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentsTest {

    @Test
    void momentsAreReadBackRoundedUpToWholeSeconds() {
        Instant whole = Instant.parse("2026-11-01T12:00:00Z");

        assertThat(Moments.parse(Moments.format(List.of(whole, whole.plusMillis(1)))))
                .containsExactly(whole, whole.plusSeconds(1));
    }

    @Test
    void nothingIsAnEmptyColumn() {
        assertThat(Moments.format(List.of())).isEmpty();
        assertThat(Moments.parse(null)).isEmpty();
        assertThat(Moments.parse("")).isEmpty();
    }

    @Test
    void theMostThatAPolicyAllowsFitsTheColumnForCenturies() {
        Instant late = Instant.parse("2300-01-01T00:00:00Z");

        assertThat(Moments.format(Collections.nCopies(30, late)).length()).isLessThanOrEqualTo(255);
    }
}
