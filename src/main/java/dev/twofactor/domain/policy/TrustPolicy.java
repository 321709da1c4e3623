package dev.twofactor.domain.policy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether, how long and until what event a browser may be trusted.
 *
 * @param enabled whether trust is offered and honoured
 * @param days end of trust counted from its beginning, 1 to 365
 * @param idleDays end of trust counted from its last use, 0 to 365; 0 for none
 * @param maxDevices trusted browsers of one user, 1 to 100; the oldest makes room
 * @param asksAtPromptLogin whether trust does not count where an application asks to sign in again
 * @param placeHeader request header that says where a browser is, 1 to 64 letters, digits and hyphens; null for none
 * @param endsOn events that end it, at least one
 */
public record TrustPolicy(
        boolean enabled,
        int days,
        int idleDays,
        int maxDevices,
        boolean asksAtPromptLogin,
        @Nullable String placeHeader,
        Set<TrustEnd> endsOn) {

    private static final String PLACE_HEADER = "trust-place-header";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final String ENDS_ON = "trust-ends-on";

    /** Words that stand for several events. */
    private static final Map<String, String> SHORT = Map.of(
            "password-changed", "password-updated,password-reset",
            "method-changed", "method-added,method-updated,method-removed");

    /** @throws SettingException when a value cannot be used */
    public static TrustPolicy from(Settings settings) {
        Set<TrustEnd> endsOn = endsOn(settings);
        if (endsOn.isEmpty()) {
            throw new SettingException(ENDS_ON, "at least one event is expected");
        }
        return new TrustPolicy(
                settings.flag("trust", false),
                settings.number("trust-days", 30, 1, 365),
                settings.number("trust-idle-days", 0, 0, 365),
                settings.number("trust-max-devices", 10, 1, 100),
                settings.flag("trust-asks-at-prompt-login", false),
                settings.has(PLACE_HEADER)
                        ? settings.required(PLACE_HEADER, HEADER, "the name of a header is expected")
                        : null,
                Set.copyOf(endsOn));
    }

    private static Set<TrustEnd> endsOn(Settings settings) {
        String value = settings.text(ENDS_ON);
        if (value == null) {
            return EnumSet.allOf(TrustEnd.class);
        }
        String whole = Arrays.stream(value.split(",", -1))
                .map(word -> SHORT.getOrDefault(word.strip(), word))
                .collect(Collectors.joining(","));
        return new Settings(Map.of(ENDS_ON, whole)).choices(ENDS_ON, EnumSet.allOf(TrustEnd.class));
    }
}
