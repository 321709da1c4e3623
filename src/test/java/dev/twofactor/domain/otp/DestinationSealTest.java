package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationSealTest {

    private static final String CLEAR = "SMS +14155550101";

    private final SecureRandom random = new SecureRandom();
    private final DestinationSeal seal = of("a secret of the realm with 32 byt");

    private static DestinationSeal of(String secret) {
        return DestinationSeal.derive(secret.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatWasSealedIsOpenedAndTellsNothingUntilThen() {
        String sealed = seal.seal(CLEAR, random);

        assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain("4155550101");
        assertThat(seal.open(sealed)).contains(CLEAR);
        assertThat(of("a secret of the realm with 32 byt").open(sealed)).contains(CLEAR);
        assertThat(seal).hasToString("DestinationSeal[redacted]");
    }

    @Test
    void theSameDestinationIsSealedAnotherWayEachTime() {
        assertThat(seal.seal(CLEAR, random)).isNotEqualTo(seal.seal(CLEAR, random));
    }

    @Test
    void anotherRealmsKeyOpensNothing() {
        assertThat(of("another realm's secret, 32 bytes.").open(seal.seal(CLEAR, random)))
                .isEmpty();
    }

    @Test
    void nothingThatWasChangedIsOpened() {
        String sealed = seal.seal(CLEAR, random);
        char other = sealed.charAt(20) == 'A' ? 'B' : 'A';

        assertThat(seal.open(sealed.substring(0, 20) + other + sealed.substring(21)))
                .isEmpty();
        assertThat(seal.open(sealed.substring(0, sealed.length() - 4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "SMS +14155550101", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!!"})
    void whatWasNeverSealedIsNotOpened(String text) {
        assertThat(seal.open(text)).isEmpty();
    }
}
