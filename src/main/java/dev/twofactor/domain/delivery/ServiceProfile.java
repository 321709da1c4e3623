package dev.twofactor.domain.delivery;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every text message service has, whoever the vendor is.
 *
 * @param title its name in the console, up to 60 characters; null when the vendor's name serves
 * @param enabled whether it sends at all
 * @param priority 0 to 1000; the lowest is tried first
 * @param countries the only countries it is used for, ISO 3166 in capitals; empty for all
 * @param pricePerSegment cost of one part of a message, in whatever unit the realm's budget has
 */
public record ServiceProfile(
        @Nullable String title, boolean enabled, int priority, List<String> countries, BigDecimal pricePerSegment) {

    /** Key of the name. */
    public static final String TITLE = "title";
    /** Key of the switch. */
    public static final String ENABLED = "enabled";
    /** Key of the place in the order. */
    public static final String PRIORITY = "priority";
    /** The highest priority, tried last. */
    public static final int LAST = 1000;

    private static final int LONGEST_TITLE = 60;
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /** @throws SettingException naming the first key that cannot be used */
    public static ServiceProfile from(Settings settings) {
        String title = settings.text(TITLE);
        if (title != null && title.length() > LONGEST_TITLE) {
            throw new SettingException(TITLE, "is longer than " + LONGEST_TITLE + " characters");
        }
        return new ServiceProfile(
                title,
                settings.flag(ENABLED, true),
                settings.number(PRIORITY, 0, 0, LAST),
                settings.names("countries", COUNTRY, "two capital letters each are expected (ISO 3166), such as US,CA"),
                settings.amount("price-per-segment"));
    }
}
