package dev.twofactor.keycloak.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.NumberKind;
import dev.twofactor.domain.policy.NumberPolicy;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came of a number that a person typed.
 *
 * @param destination the number in E.164 form; null when it was refused
 * @param refusal why it was refused; null when it was not
 */
public record TypedNumber(Destination destination, Refusal refusal) {

    /** The reasons that a page tells apart. */
    public enum Refusal {
        NOT_A_NUMBER,
        /** Typed as at home, without a country to read it by. */
        COUNTRY_MISSING,
        EXTENSION,
        /** The policy does not text to this country. */
        COUNTRY_REFUSED,
        /** The policy does not text to numbers of this kind. */
        KIND_REFUSED
    }

    private static final PhoneNumberUtil LIBRARY = PhoneNumbers.LIBRARY;
    private static final int LONGEST_INPUT = 64;
    /** Regions of no country: satellite, international and premium services (870, 878, 881 to 883, 979 and the like). */
    private static final String NO_COUNTRY = "001";

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    /** Digits of any script, blanks, and the signs that people write between digits. */
    private static final Pattern NUMBER_SIGNS = Pattern.compile("[\\p{Nd}\\p{Z}\\t+＋().,/~\\p{Pd}−]+");

    private static final Pattern DOUBLE_ZERO = Pattern.compile("[\\p{Z}(]*\\p{Nd}[\\p{Z})]*\\p{Nd}");

    /**
     * Reads a number as a person types it: with {@code +}, with {@code 00}, or as at home.
     *
     * @param typed as posted; null and anything over 64 characters is no number
     * @param country ISO 3166 code of the country that was chosen; null or unknown for none
     */
    public static TypedNumber read(String typed, String country, NumberPolicy policy) {
        if (typed == null || typed.length() > LONGEST_INPUT) {
            return refused(Refusal.NOT_A_NUMBER);
        }
        String plain = INVISIBLE.matcher(typed).replaceAll("").strip();
        String region = region(country, policy);
        try {
            PhoneNumber number = parse(plain, region);
            if (number.hasExtension()) {
                return refused(Refusal.EXTENSION);
            }
            boolean real = NUMBER_SIGNS.matcher(plain).matches() && LIBRARY.isValidNumber(number);
            return real ? judge(number, policy) : refused(Refusal.NOT_A_NUMBER);
        } catch (NumberParseException e) {
            boolean fromHome = e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE
                    && region == null
                    && NUMBER_SIGNS.matcher(plain).matches()
                    && !plain.startsWith("+");
            return refused(fromHome ? Refusal.COUNTRY_MISSING : Refusal.NOT_A_NUMBER);
        }
    }

    private static TypedNumber judge(PhoneNumber number, NumberPolicy policy) {
        String region = LIBRARY.getRegionCodeForNumber(number);
        if (kind(number, region).filter(policy.refused()::contains).isPresent()) {
            return refused(Refusal.KIND_REFUSED);
        }
        if (!policy.countries().isEmpty() && !policy.countries().contains(region)) {
            return refused(Refusal.COUNTRY_REFUSED);
        }
        return PhoneNumbers.destination(LIBRARY.format(number, PhoneNumberFormat.E164))
                .map(destination -> new TypedNumber(destination, null))
                .orElseGet(() -> refused(Refusal.NOT_A_NUMBER));
    }

    private static String region(String country, NumberPolicy policy) {
        return country != null && LIBRARY.getSupportedRegions().contains(country) ? country : policy.homeCountry();
    }

    // Where abroad is not dialled with 00 (North America), people who moved there type it all the same.
    private static PhoneNumber parse(String plain, String region) throws NumberParseException {
        String digits = PhoneNumberUtil.normalizeDigitsOnly(plain);
        boolean zeros = digits.startsWith("00") && DOUBLE_ZERO.matcher(plain).lookingAt();
        if (zeros) {
            PhoneNumber atHome = region == null ? null : LIBRARY.parse(plain, region);
            return atHome != null && LIBRARY.isValidNumber(atHome)
                    ? atHome
                    : LIBRARY.parse("+" + digits.substring(2), null);
        }
        return LIBRARY.parse(plain, region);
    }

    private static Optional<NumberKind> kind(PhoneNumber number, String region) {
        if (NO_COUNTRY.equals(region)) {
            return Optional.of(NumberKind.SATELLITE);
        }
        return Optional.ofNullable(
                switch (LIBRARY.getNumberType(number)) {
                    case PREMIUM_RATE -> NumberKind.PREMIUM_RATE;
                    case SHARED_COST -> NumberKind.SHARED_COST;
                    case VOICEMAIL -> NumberKind.VOICEMAIL;
                    case PAGER -> NumberKind.PAGER;
                    case TOLL_FREE -> NumberKind.TOLL_FREE;
                    case FIXED_LINE -> NumberKind.FIXED_LINE;
                    case VOIP -> NumberKind.VOIP;
                    case PERSONAL_NUMBER -> NumberKind.PERSONAL_NUMBER;
                    case UAN -> NumberKind.COMPANY_NUMBER;
                    case MOBILE, FIXED_LINE_OR_MOBILE, UNKNOWN -> null;
                });
    }

    private static TypedNumber refused(Refusal why) {
        return new TypedNumber(null, why);
    }

    /** Tells nothing of the number. */
    @Override
    public String toString() {
        return "TypedNumber[" + (refusal == null ? "accepted" : refusal) + "]";
    }
}
