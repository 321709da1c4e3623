package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorRequestTest {

    private static final URI ADDRESS = URI.create("https://api.example/x");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://api.example",
                "file:///etc/passwd",
                "/relative",
                "https:opaque",
                "https://u:p@api.example",
                "https://api.example/#f",
                "https://api.example:0",
                "https://api.example:65536"
            })
    void otherAddressesAreRefusedWithoutQuotingThem(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VendorRequest(URI.create(address), Map.of(), ""))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\r\nX: y", "s3cret\u00e9", "s3cret\u0000"})
    void headersThatCouldSmuggleAreRefusedWithoutQuotingThem(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VendorRequest(ADDRESS, Map.of("Authorization", value), ""))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VendorRequest(ADDRESS, Map.of(value, "v"), ""))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void limitsMustMakeSense() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(Duration.ZERO, second, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(second.plusMillis(1), second, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(second, second, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(second, second, 2_000_000));
        assertThat(HttpLimits.DEFAULT.maxAnswerBytes()).isEqualTo(65_536);
    }
}
