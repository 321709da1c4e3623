package dev.twofactor.domain.spend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkAddressTest {

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:ffff::1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "2001:DB8:1:2::1, 2001:db8:1:2::2, true",
        "[2001:db8:1:2::1], 2001:db8:1:2::1%eth0, true",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "' 192.0.2.1 ', 192.0.2.1, true",
        "no:address, another:one, false",
    })
    void anIPv6CustomerIsOneAndAnIPv4AddressToo(String one, String other, boolean same) {
        assertThat(NetworkAddress.of(one).equals(NetworkAddress.of(other))).isEqualTo(same);
    }

    @Test
    void ofNothingThereIsNoneAndOfGarbageASmallOne() {
        assertThat(NetworkAddress.of(null)).isNull();
        assertThat(NetworkAddress.of(" ")).isNull();
        assertThat(NetworkAddress.of("x".repeat(5000)).value()).hasSize(64);
        assertThat(NetworkAddress.of("192.0.2.1").toString()).doesNotContain("192");
    }
}
