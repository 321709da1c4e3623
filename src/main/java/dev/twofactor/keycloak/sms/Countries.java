package dev.twofactor.keycloak.sms;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.twofactor.domain.policy.NumberPolicy;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The countries that a person can choose from. */
public final class Countries {

    private static final PhoneNumberUtil LIBRARY = PhoneNumbers.LIBRARY;

    private Countries() {}

    /**
     * Those that the policy texts to, by their names in the person's language: {@code code} (ISO 3166), {@code name},
     * {@code prefix} ("+49"), {@code main} (whether it is the first of the countries with this prefix), {@code pattern} and {@code international} (how a mobile number is written at home and abroad, a #
     * for each digit; may be empty).
     */
    public static List<Map<String, String>> of(NumberPolicy policy, Locale language) {
        Comparator<Map<String, String>> byName =
                Comparator.comparing(country -> country.get("name"), Collator.getInstance(language)::compare);
        return LIBRARY.getSupportedRegions().stream()
                .filter(region ->
                        policy.countries().isEmpty() || policy.countries().contains(region))
                .map(region -> country(region, language))
                .sorted(byName)
                .toList();
    }

    private static Map<String, String> country(String region, Locale language) {
        int prefix = LIBRARY.getCountryCodeForRegion(region);
        return Map.of(
                "code",
                region,
                "name",
                new Locale.Builder().setRegion(region).build().getDisplayCountry(language),
                "prefix",
                "+" + prefix,
                "main",
                String.valueOf(region.equals(LIBRARY.getRegionCodeForCountryCode(prefix))),
                "pattern",
                pattern(region, PhoneNumberFormat.NATIONAL),
                "international",
                pattern(region, PhoneNumberFormat.INTERNATIONAL));
    }

    private static String pattern(String region, PhoneNumberFormat form) {
        PhoneNumber example = LIBRARY.getExampleNumberForType(region, PhoneNumberType.MOBILE);
        return example == null ? "" : LIBRARY.format(example, form).replaceAll("[0-9]", "#");
    }
}
