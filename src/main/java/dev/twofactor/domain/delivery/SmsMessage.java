package dev.twofactor.domain.delivery;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A text message that is ready to leave.
 *
 * @param to number in E.164 form, such as {@code +14155550101}
 * @param text what the phone shows; 1 to 1,600 characters (Twilio's and most vendors' bound)
 * @param reference our own name for this message, 1 to 64 letters, digits and dashes: the same for every service that is asked, so
 *     that a vendor who knows it already need not send it twice
 */
public record SmsMessage(String to, String text, String reference) {

    private static final int MAX_TEXT = 1600;
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9-]{1,64}");

    public SmsMessage {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(text, "text");
        if (!to.matches("\\+[1-9][0-9]{1,14}")) {
            throw new IllegalArgumentException("to: not an E.164 number");
        }
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("text: 1 to " + MAX_TEXT + " characters");
        }
        if (!REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException("reference: 1 to 64 letters, digits and dashes");
        }
    }

    /** A message with a reference of its own. */
    public SmsMessage(String to, String text) {
        this(to, text, UUID.randomUUID().toString());
    }

    /** Tells nothing: number and text (with the code in it) are personal and secret. */
    @Override
    public String toString() {
        return "SmsMessage[redacted]";
    }
}
