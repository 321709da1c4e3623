package dev.twofactor.keycloak.email;

import dev.twofactor.domain.delivery.Destination;
import java.util.regex.Pattern;
import org.keycloak.utils.EmailValidationUtil;

/** What can be said about a mail address without sending to it. */
public final class EmailAddresses {

    /** RFC 5321 4.5.3.1.3: a path has 256 octets with its angle brackets. */
    private static final int LONGEST = 254;

    private static final int LONGEST_LABEL = 20;
    private static final String HIDDEN = "•••";
    private static final Pattern TURNING_OR_BREAKING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private EmailAddresses() {}

    /** Whether a mail may be addressed so; a header line or a second recipient never can. */
    public static boolean isSendable(String address) {
        return address.length() <= LONGEST
                && !TURNING_OR_BREAKING.matcher(address).find()
                && EmailValidationUtil.isValidEmail(address);
    }

    /** The destination of any address, also of one that nothing can be sent to: that shows when sending, not before. */
    public static Destination destination(String address) {
        return new Destination(address, mask(address), null);
    }

    /** {@code a•••@d•••.tld}: nothing that could turn the line round, whatever the address is made of. */
    static String mask(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return HIDDEN;
        }
        String domain = address.substring(at + 1);
        String tail = domain.indexOf('.') < 0 ? "" : "." + lastLabel(domain);
        return first(address.substring(0, at)) + HIDDEN + "@" + first(domain) + HIDDEN + tail;
    }

    private static String first(String part) {
        if (part.isEmpty()) {
            return "";
        }
        int letter = part.codePointAt(0);
        return runsLeftToRight(letter) ? Character.toString(letter) : "";
    }

    private static String lastLabel(String domain) {
        String label = domain.substring(domain.lastIndexOf('.') + 1);
        boolean plain = !label.isEmpty()
                && label.length() <= LONGEST_LABEL
                && label.codePoints().allMatch(c -> c == '-' || runsLeftToRight(c));
        return plain ? label : HIDDEN;
    }

    private static boolean runsLeftToRight(int letter) {
        byte direction = Character.getDirectionality(letter);
        return Character.isLetterOrDigit(letter)
                && (direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                        || direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER);
    }
}
