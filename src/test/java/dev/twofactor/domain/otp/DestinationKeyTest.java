package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Channel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DestinationKeyTest {

    private static final byte[] SECRET = "a secret of the realm".getBytes(StandardCharsets.UTF_8);

    private final DestinationKey key = DestinationKey.derive(SECRET);

    @Test
    void theSameDestinationHasTheSameHashWhateverItsCase() {
        assertThat(key.hash(Channel.EMAIL, "Anna@Shop.example"))
                .isEqualTo(DestinationKey.derive(SECRET.clone()).hash(Channel.EMAIL, "anna@shop.example"))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void otherDestinationsChannelsAndRealmsHaveOtherHashes() {
        String hash = key.hash(Channel.SMS, "+14155550101");

        assertThat(hash)
                .isNotEqualTo(key.hash(Channel.SMS, "+14155550102"))
                .isNotEqualTo(key.hash(Channel.EMAIL, "+14155550101"))
                .isNotEqualTo(DestinationKey.derive("the secret of another".getBytes(StandardCharsets.UTF_8))
                        .hash(Channel.SMS, "+14155550101"));
    }

    @Test
    void nothingIsPrinted() {
        assertThat(key.toString()).isEqualTo("DestinationKey[redacted]");
    }
}
