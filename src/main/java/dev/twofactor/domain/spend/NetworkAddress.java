package dev.twofactor.domain.spend;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as far as it names one customer: an IPv4 address, or the first 64 bits of an IPv6 address,
 * since every customer has at least so many of these.
 *
 * @param value for comparing; never shown
 */
public record NetworkAddress(String value) {

    private static final int LONGEST = 64;
    private static final int CUSTOMER_BYTES = 8;

    /**
     * Reads an address as servers write it, with a zone or without; nothing is ever looked up.
     *
     * @param remote null and empty for a request of which no address is known
     * @return null for none
     */
    public static @Nullable NetworkAddress of(@Nullable String remote) {
        if (remote == null || remote.isBlank()) {
            return null;
        }
        String text = remote.strip();
        return new NetworkAddress(text.contains(":") ? customer(text) : cut(text));
    }

    // A text with a colon is read as a literal address or not at all.
    private static String customer(String text) {
        int zone = text.indexOf('%');
        String literal =
                (zone < 0 ? text : text.substring(0, zone)).replace("[", "").replace("]", "");
        try {
            InetAddress address = InetAddress.getByName(literal);
            // Java reads ::ffff:192.0.2.1 as the IPv4 address it stands for.
            return address instanceof Inet4Address
                    ? address.getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), CUSTOMER_BYTES));
        } catch (UnknownHostException e) {
            return cut(text);
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    /** Tells nothing personal. */
    @Override
    public String toString() {
        return "NetworkAddress[redacted]";
    }
}
