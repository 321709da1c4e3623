package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

    private static final AddressRule STRICT = new AddressRule(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b:1::808:808",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void specialAddressesAreRefusedUnlessAllowed(String address) throws UnknownHostException {
        assertThat(STRICT.allowsAll(InetAddress.getByName(address))).isFalse();
        assertThat(new AddressRule(true).allowsAll(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.254",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2001:4860:4860::8888",
                "2606:4700::1111"
            })
    void publicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(STRICT.allowsAll(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void onePrivateAddressAmongPublicOnesIsRefused() throws UnknownHostException {
        InetAddress good = InetAddress.getByName("8.8.8.8");
        InetAddress bad = InetAddress.getByName("10.0.0.1");
        assertThat(STRICT.allowsAll(good, bad)).isFalse();
        assertThat(STRICT.allowsAll(bad, good)).isFalse();
    }

    @Test
    void plainHttpNeedsTheSamePermission() {
        assertThat(STRICT.allowsScheme(URI.create("http://api.example"))).isFalse();
        assertThat(STRICT.allowsScheme(URI.create("HTTPS://api.example"))).isTrue();
        assertThat(new AddressRule(true).allowsScheme(URI.create("http://api.example")))
                .isTrue();
    }
}
