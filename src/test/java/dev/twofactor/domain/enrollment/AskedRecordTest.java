package dev.twofactor.domain.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.otp.Asked;
import dev.twofactor.domain.otp.MemoryCodeStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AskedRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final MemoryCodeStore store = new MemoryCodeStore();
    private final AskedRecord record = new AskedRecord(store, "realm", "user");

    @Test
    void nobodyWasAskedAtFirst() {
        assertThat(record.read()).isEqualTo(Asked.NEVER);
    }

    @Test
    void graceBeginsOnce() {
        record.required(NOW);
        record.required(LATER);

        assertThat(record.read()).isEqualTo(new Asked(NOW, null));
    }

    @Test
    void theLastOfferCountsAndLeavesTheGraceAsItIs() {
        record.required(NOW);
        record.offered(NOW);
        record.offered(LATER);

        assertThat(record.read()).isEqualTo(new Asked(NOW, LATER));
    }

    @Test
    void everyUserHasAnOwnRecord() {
        record.required(NOW);

        assertThat(new AskedRecord(store, "realm", "other").read()).isEqualTo(Asked.NEVER);
        assertThat(new AskedRecord(store, "other", "user").read()).isEqualTo(Asked.NEVER);
    }
}
