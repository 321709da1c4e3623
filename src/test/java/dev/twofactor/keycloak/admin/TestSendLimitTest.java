package dev.twofactor.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestSendLimitTest {

    private final TestSendLimit limit = new TestSendLimit();
    private final Instant now = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void anAdminHasFiveAMinuteAndOthersTheirOwn() {
        for (int sent = 0; sent < 5; sent++) {
            assertThat(limit.allows("a", now)).isTrue();
        }
        assertThat(limit.allows("a", now)).isFalse();
        assertThat(limit.allows("a", now.plusSeconds(59))).isFalse();
        assertThat(limit.allows("b", now)).isTrue();
        assertThat(limit.allows("a", now.plusSeconds(60))).isTrue();
    }

    @Test
    void allAdminsTogetherHaveThirtyAMinute() {
        for (int sent = 0; sent < 30; sent++) {
            assertThat(limit.allows("admin " + sent, now)).isTrue();
        }
        assertThat(limit.allows("one more", now)).isFalse();
    }
}
