package dev.twofactor.keycloak.email;

import dev.twofactor.keycloak.delivery.OneLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The realm's mail settings, made safe for a code that somebody waits for. */
final class MailSettings {

    /** Servers before 26.5 know none of these and wait 10 s each. */
    private static final List<String> TIMEOUTS = List.of("connectionTimeout", "timeout", "writeTimeout");

    private static final List<String> NAMES = List.of("fromDisplayName", "replyToDisplayName");
    private static final int MOST_MILLIS = 5000;
    private static final int LONGEST_NAME = 100;

    private MailSettings() {}

    /** A copy with no wait over 5 s, names that cannot start a header, and nothing printed. */
    static Map<String, String> of(Map<String, String> realm) {
        Map<String, String> settings = new HashMap<>(realm);
        TIMEOUTS.forEach(key -> settings.put(key, String.valueOf(capped(realm.get(key)))));
        NAMES.forEach(key -> settings.computeIfPresent(key, (k, name) -> OneLine.of(name, LONGEST_NAME)));
        // Jakarta Mail would print the whole conversation, mail included.
        settings.remove("debug");
        return settings;
    }

    private static int capped(String millis) {
        if (millis == null || !millis.matches("[1-9][0-9]{0,8}")) {
            return MOST_MILLIS;
        }
        return Math.min(Integer.parseInt(millis), MOST_MILLIS);
    }
}
