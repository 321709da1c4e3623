package dev.twofactor.gateway.transport;

import java.net.URI;

/** What an address must look like before anything is looked up or connected to. */
public final class VendorAddress {

    private static final int MAX_PORT = 65_535;

    private VendorAddress() {}

    /** Whether this is an absolute http or https address with a host, and without user name or fragment. */
    public static boolean isUsable(URI address) {
        return (isHttps(address) || "http".equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getUserInfo() == null
                && address.getFragment() == null
                && address.getPort() != 0
                && address.getPort() <= MAX_PORT;
    }

    static boolean isHttps(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }
}
