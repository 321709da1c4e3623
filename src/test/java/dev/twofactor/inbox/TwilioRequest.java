package dev.twofactor.inbox;

import java.util.List;
import java.util.Map;

/**
 * One request to Twilio's API as it came over the wire.
 *
 * @param path without the fake's own prefix: {@code /2010-04-01/…}
 * @param authorization the header, or null
 * @param contentType the header, or null
 * @param form decoded fields of the body in their order
 */
record TwilioRequest(
        String method, String path, String authorization, String contentType, Map<String, List<String>> form) {

    /** The only value of a field; null when it is missing or stands there more than once. */
    String field(String name) {
        List<String> values = form.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : null;
    }

    /** The path's account, or an empty string where the path is of another form. */
    String accountSid() {
        String[] parts = path.split("/", -1);
        return parts.length > 3 ? parts[3] : "";
    }

    /** Tells nothing: header and body hold secrets. */
    @Override
    public String toString() {
        return "TwilioRequest[redacted]";
    }
}
