package dev.twofactor.domain.delivery;

import java.util.Objects;

/**
 * A text message that is ready to leave.
 *
 * @param to number in E.164 form, such as {@code +14155550101}
 * @param text what the phone shows; 1 to 1,600 characters (Twilio's and most vendors' bound)
 */
public record SmsMessage(String to, String text) {

    private static final int MAX_TEXT = 1600;

    public SmsMessage {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(text, "text");
        if (!to.matches("\\+[1-9][0-9]{1,14}")) {
            throw new IllegalArgumentException("to: not an E.164 number");
        }
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("text: 1 to " + MAX_TEXT + " characters");
        }
    }

    /** Tells nothing: number and text (with the code in it) are personal and secret. */
    @Override
    public String toString() {
        return "SmsMessage[redacted]";
    }
}
