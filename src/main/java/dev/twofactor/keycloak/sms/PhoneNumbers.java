package dev.twofactor.keycloak.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.twofactor.domain.delivery.Destination;
import java.util.Optional;

/** What libphonenumber knows about a number. */
public final class PhoneNumbers {

    static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.createInstance(new PackedMetadata());
    private static final int SHOWN_DIGITS = 2;
    private static final String UNREADABLE = "•••";

    private PhoneNumbers() {}

    /** The destination for an E.164 number; empty when it is no possible number. */
    public static Optional<Destination> destination(String e164) {
        try {
            PhoneNumber number = LIBRARY.parse(e164, null);
            if (!LIBRARY.isPossibleNumber(number)
                    || !LIBRARY.format(number, PhoneNumberUtil.PhoneNumberFormat.E164)
                            .equals(e164)) {
                return Optional.empty();
            }
            return Optional.of(new Destination(e164, mask(number), country(number)));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Stands for a stored number that is none: it can still be asked for a code, and no message leaves for it. */
    public static Destination unreadable(String stored) {
        return new Destination(stored, UNREADABLE, null);
    }

    /** Whether a text can be sent to a destination that this class has made. */
    static boolean isReadable(Destination destination) {
        return !destination.masked().equals(UNREADABLE);
    }

    private static String country(PhoneNumber number) {
        String region = LIBRARY.getRegionCodeForNumber(number);
        return region == null || region.equals("001") ? null : region;
    }

    // +1 ••• ••• ••01: the country code and the last two digits, nothing between.
    private static String mask(PhoneNumber number) {
        String national = LIBRARY.getNationalSignificantNumber(number);
        return "+" + number.getCountryCode() + " ••• ••• ••" + national.substring(national.length() - SHOWN_DIGITS);
    }
}
