package dev.twofactor.gateway.http;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who we are to the vendor, and how we prove it.
 *
 * @param from sender; empty where the vendor needs none
 * @param key user name or key; empty where there is none
 * @param secret password, token or the header's whole value; empty where there is none
 * @param header name of the header that carries the proof
 */
record HttpAccount(String from, String key, String secret, Kind kind, String header) {

    static final String AUTH = "auth";
    static final String API_KEY = "api-key";
    static final String API_SECRET = "api-secret";
    static final String AUTH_HEADER = "auth-header";

    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]{1,512}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** How the vendor wants it. */
    enum Kind {
        /** Not in a header: in the body, or not at all. */
        NONE,
        /** User name and password, RFC 7617. */
        BASIC,
        /** A token, RFC 6750. */
        BEARER,
        /** The secret is the value of the header. */
        HEADER
    }

    static HttpAccount from(Settings settings) {
        Kind kind = settings.choice(AUTH, Kind.NONE);
        String key = text(settings, API_KEY, kind == Kind.BASIC);
        if (kind == Kind.BASIC && key.indexOf(':') >= 0) {
            throw new SettingException(API_KEY, "a user name has no colon (RFC 7617)");
        }
        String header = settings.has(AUTH_HEADER)
                ? settings.required(AUTH_HEADER, HEADER, "the name of a header is expected")
                : "Authorization";
        HttpHeaders.refuseOfTransport(AUTH_HEADER, header);
        String from = settings.text("from");
        return new HttpAccount(
                from == null ? "" : from, key, text(settings, API_SECRET, kind != Kind.NONE), kind, header);
    }

    private static String text(Settings settings, String key, boolean needed) {
        return settings.has(key) || needed
                ? settings.required(key, VISIBLE, "1 to 512 visible ASCII characters are expected")
                : "";
    }

    /** The header's value; empty where no header carries the proof. */
    Optional<String> proof() {
        return switch (kind) {
            case NONE -> Optional.empty();
            case BASIC -> {
                byte[] login = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
                yield Optional.of("Basic " + Base64.getEncoder().encodeToString(login));
            }
            case BEARER -> Optional.of("Bearer " + secret);
            case HEADER -> Optional.of(secret);
        };
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "HttpAccount[redacted]";
    }
}
