package dev.twofactor.gateway.transport;

import java.net.URI;
import java.util.Locale;

/**
 * Whom a connection leads to.
 *
 * @param host in small letters; an IPv6 address stands without its brackets
 */
record Origin(boolean isHttps, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** @param address see {@link VendorAddress#isUsable} */
    static Origin of(URI address) {
        boolean https = VendorAddress.isHttps(address);
        int standard = https ? HTTPS : HTTP;
        return new Origin(
                https,
                address.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT),
                address.getPort() < 0 ? standard : address.getPort());
    }

    /** Whether the host has a name of one part, such as {@code gateway}. */
    boolean isPlainName() {
        return host.indexOf('.') < 0 && host.indexOf(':') < 0;
    }
}
