package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twofactor.domain.policy.CodePolicy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CodeTest {

    private static final CodeKey KEY = CodeKey.derive("k", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    @Test
    void codesAreSpreadEvenlyAndKeepLeadingZeros() {
        SecureRandom random = new SecureRandom();
        int[] seen = new int[100];
        int codes = 50_000;
        for (int i = 0; i < codes; i++) {
            String code = Code.derive(KEY, challenge(Nonce.random(random))).reveal();
            assertThat(code.length()).isEqualTo(6);
            seen[Integer.parseInt(code.substring(0, 2))]++;
        }
        double expected = codes / 100.0;
        double chiSquare = 0;
        for (int count : seen) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        // 99 degrees of freedom: over 180 by chance once in a million runs.
        assertThat(chiSquare).isLessThan(180);
    }

    @Test
    void theSameChallengeGivesTheSameCodeAndAnotherKeyAnother() {
        Challenge challenge = challenge(Nonce.ofHex("ab".repeat(32)));
        CodeKey other = CodeKey.derive("k", "fedcba9876543210".getBytes(StandardCharsets.US_ASCII));

        assertThat(Code.derive(KEY, challenge).reveal())
                .isEqualTo(Code.derive(KEY, challenge).reveal());
        assertThat(Code.derive(other, challenge).reveal())
                .isNotEqualTo(Code.derive(KEY, challenge).reveal());
    }

    @Test
    void theKeyFollowsRfc5869() throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(
                new javax.crypto.spec.SecretKeySpec("dev.twofactor".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        byte[] extracted = mac.doFinal("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        mac.init(new javax.crypto.spec.SecretKeySpec(extracted, "HmacSHA256"));
        mac.update("one-time code v1".getBytes(StandardCharsets.US_ASCII));
        byte[] expanded = mac.doFinal(new byte[] {1});
        mac.init(new javax.crypto.spec.SecretKeySpec(expanded, "HmacSHA256"));

        assertThat(HexFormat.of().formatHex(KEY.authenticate("x".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal("x".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void aShortRealmKeyIsRefused() {
        assertThatThrownBy(() -> CodeKey.derive("short", new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("short");
        assertThat(CodeKey.derive("long", new byte[16]).id()).isEqualTo("long");
    }

    @Test
    void aNonceIsReadBackAsWritten() {
        assertThat(Nonce.ofHex("0f".repeat(32)).hex()).isEqualTo("0f".repeat(32));
        assertThatThrownBy(() -> Nonce.ofHex("0f")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noSecretIsPrinted() {
        Nonce nonce = Nonce.ofHex("ab".repeat(32));

        assertThat(Code.derive(KEY, challenge(nonce))).hasToString("Code[redacted]");
        assertThat(nonce).hasToString("Nonce[redacted]");
        assertThat(KEY).hasToString("CodeKey[k]");
    }

    private static Challenge challenge(Nonce nonce) {
        return Challenge.issue("id", "fingerprint", "k", nonce, CodePolicy.DEFAULT, Instant.EPOCH);
    }
}
