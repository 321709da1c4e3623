package dev.twofactor.gateway.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: public ones over https; with {@code allowPrivate} all, and plain http too (development, or a
 * gateway in the operator's own network).
 *
 * @param allowPrivate whether private, loopback and other special addresses, and plain http, are allowed
 */
public record AddressRule(boolean allowPrivate) {

    private static final List<AddressRange> SPECIAL_IPV4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            // A cloud's own services for its machines, at a public address.
            "168.63.129.16/32",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All that is public in IPv6; loopback, link-local, unique-local, multicast and the IPv4 forms lie outside. */
    private static final AddressRange PUBLIC_IPV6 = AddressRange.of("2000::/3");

    /** Protocol assignments with Teredo, documentation, and 6to4, which would hide an IPv4 address. */
    private static final List<AddressRange> SPECIAL_IPV6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** Where a network translates (RFC 6052), every public IPv4 host has such an address, and so would every private one. */
    private static final AddressRange TRANSLATED_IPV4 = AddressRange.of("64:ff9b::/96");

    /** Whether this kind of address may be used at all, before its host is looked up. */
    boolean allowsScheme(URI address) {
        return allowPrivate || VendorAddress.isHttps(address);
    }

    /** Whether all of the host's addresses may be connected to: one private one among them is enough to refuse. */
    boolean allowsAll(InetAddress... addresses) {
        return allowPrivate || Arrays.stream(addresses).allMatch(AddressRule::isPublic);
    }

    private static boolean isPublic(InetAddress address) {
        // The JDK turns IPv4-mapped addresses (::ffff:10.0.0.1) into Inet4Address by itself.
        if (address instanceof Inet4Address) {
            return SPECIAL_IPV4.stream().noneMatch(range -> range.contains(address));
        }
        if (TRANSLATED_IPV4.contains(address)) {
            return isPublic(lastFourBytes(address));
        }
        return PUBLIC_IPV6.contains(address) && SPECIAL_IPV6.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress lastFourBytes(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static List<AddressRange> ranges(String... blocks) {
        return Stream.of(blocks).map(AddressRange::of).toList();
    }
}
