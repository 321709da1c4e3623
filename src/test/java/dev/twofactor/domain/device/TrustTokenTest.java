package dev.twofactor.domain.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTokenTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void aValueIsReadAsItWasWritten() {
        TrustToken token = TrustToken.fresh(random);

        TrustToken read = TrustToken.parse(token.value()).orElseThrow();

        assertThat(read.value()).isEqualTo(token.value()).matches("[0-9A-Za-z_-]{68}");
        assertThat(read.handleHash()).isEqualTo(token.handleHash()).matches("[0-9a-f]{64}");
        assertThat(read.secretHash()).isEqualTo(token.secretHash()).matches("[0-9a-f]{64}");
    }

    @Test
    void aRenewedTokenKeepsItsHandleAndNothingElse() {
        TrustToken token = TrustToken.fresh(random);

        TrustToken next = token.next(random);

        assertThat(next.handleHash()).isEqualTo(token.handleHash());
        assertThat(next.secretHash()).isNotEqualTo(token.secretHash());
        assertThat(TrustToken.parse(next.value()).orElseThrow().secretHash()).isEqualTo(next.secretHash());
    }

    @Test
    void twoTokensHaveNothingInCommon() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            TrustToken token = TrustToken.fresh(random);
            assertThat(seen.add(token.handleHash())).isTrue();
            assertThat(seen.add(token.secretHash())).isTrue();
        }
    }

    @RepeatedTest(3)
    void aFlippedBitAnywhereMakesItUnreadable() {
        byte[] bytes = Base64.getUrlDecoder().decode(TrustToken.fresh(random).value());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(TrustToken.parse(Base64.getUrlEncoder().encodeToString(flipped)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 67, 69, 8192})
    void anotherLengthIsNoToken(int length) {
        assertThat(TrustToken.parse("A".repeat(length))).isEmpty();
    }

    @Test
    void otherLettersAreNoToken() {
        assertThat(TrustToken.parse("ü".repeat(68))).isEmpty();
        assertThat(TrustToken.parse("+".repeat(68))).isEmpty();
        assertThat(TrustToken.parse("=".repeat(68))).isEmpty();
    }

    @Test
    void hashesAreNotTheValue() {
        TrustToken token = TrustToken.fresh(random);

        assertThat(token.value()).doesNotContain(token.handleHash(), token.secretHash());
        assertThat(token).hasToString("TrustToken[redacted]");
    }
}
