package dev.twofactor.gateway.transport;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One request to a vendor.
 *
 * @param method POST or PUT: a GET carries number and code in its address, where logs find them
 * @param address absolute http or https address with a host and without user name or fragment
 * @param headers names and values as they go over the wire; visible ASCII and spaces only
 * @param body what is sent, as UTF-8
 */
public record VendorRequest(String method, URI address, Map<String, String> headers, String body) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]{0,4096}");

    /** A POST. */
    public VendorRequest(URI address, Map<String, String> headers, String body) {
        this("POST", address, headers, body);
    }

    public VendorRequest {
        if (!method.equals("POST") && !method.equals("PUT")) {
            throw new IllegalArgumentException("method: POST or PUT");
        }
        if (!VendorAddress.isUsable(address)) {
            throw new IllegalArgumentException("address: not an absolute http or https address");
        }
        headers = Map.copyOf(headers);
        headers.forEach(VendorRequest::check);
    }

    /** Checked here, so that no value, which may be a credential, breaks out of its line. */
    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("headers: a name or a value is not visible ASCII");
        }
    }

    /** Tells nothing: address, headers and body carry account, credentials, number and code. */
    @Override
    public String toString() {
        return "VendorRequest[redacted]";
    }
}
