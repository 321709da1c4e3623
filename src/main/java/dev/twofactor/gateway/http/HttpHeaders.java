package dev.twofactor.gateway.http;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers that an admin adds to each request.
 *
 * @param templates name to value, in which only what is always visible ASCII may stand for a name in braces
 */
record HttpHeaders(Map<String, String> templates) {

    static final String HEADERS = "headers";

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9-]{1,64}):[ ]*([\\x20-\\x7E]{0,1000})");
    private static final Set<String> IN_HEADERS = Set.of("reference", "api-key", "api-secret");
    /** The transport sets these itself. */
    private static final Set<String> OF_TRANSPORT =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    static HttpHeaders from(Settings settings) {
        String text = settings.text(HEADERS);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String part : text == null ? new String[0] : text.split("\\|", -1)) {
            Matcher line = LINE.matcher(part.strip());
            if (!line.matches()) {
                throw new SettingException(
                        HEADERS, "Name: value is expected, several separated by |, in visible ASCII characters");
            }
            refuseOfTransport(HEADERS, line.group(1));
            Placeholders.check(HEADERS, line.group(2), IN_HEADERS);
            headers.put(line.group(1), line.group(2).strip());
        }
        return new HttpHeaders(headers);
    }

    static void refuseOfTransport(String key, String header) {
        if (OF_TRANSPORT.contains(header.toLowerCase(Locale.ROOT))) {
            throw new SettingException(key, "the header " + header + " is set by the connection itself");
        }
    }
}
