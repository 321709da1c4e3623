package dev.twofactor.domain.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which phone numbers may be texted.
 *
 * @param unique whether one number serves one user only
 * @param homeCountry country of numbers typed without one, ISO 3166 in capitals; null for none
 * @param countries countries whose numbers are taken, ISO 3166 in capitals; empty for all
 * @param refused kinds of numbers that are never texted
 */
public record NumberPolicy(
        boolean unique, @Nullable String homeCountry, List<String> countries, Set<NumberKind> refused) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final String COUNTRY_FORM = "two capital letters of a country (ISO 3166) are expected, such as US";
    private static final Set<NumberKind> REFUSED = Set.of(
            NumberKind.PREMIUM_RATE,
            NumberKind.SHARED_COST,
            NumberKind.SATELLITE,
            NumberKind.VOICEMAIL,
            NumberKind.PAGER);

    /** @throws SettingException when a value cannot be used */
    public static NumberPolicy from(Settings settings) {
        return new NumberPolicy(
                settings.flag("unique-number", false),
                settings.has("home-country") ? settings.required("home-country", COUNTRY, COUNTRY_FORM) : null,
                countries(settings),
                settings.choices("refused-numbers", REFUSED));
    }

    private static List<String> countries(Settings settings) {
        return settings.names("countries", COUNTRY, COUNTRY_FORM);
    }
}
