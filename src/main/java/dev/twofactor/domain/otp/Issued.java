package dev.twofactor.domain.otp;

import dev.twofactor.domain.spend.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of asking for a code. */
public sealed interface Issued {

    /**
     * A message has to leave now.
     *
     * @param deliveryId names the ledger's entry that waits for the vendor's answer
     * @param validFor how long the code can be used from now on
     * @param reportKey for a link in the message, by which somebody else's code is reported; null where there is none
     */
    record Send(CodeStatus status, Code code, String deliveryId, Duration validFor, @Nullable ReportKey reportKey)
            implements Issued {}

    /** Nothing leaves: the code of before stands (a reload, a second tab, a resend that came too early or too often). */
    record Stands(CodeStatus status, @Nullable Refusal refusal) implements Issued {}

    /** Nothing leaves and there is no code. */
    record Refused(Refusal refusal) implements Issued {}

    /**
     * Why no message leaves.
     *
     * @param until when asking may help again; null when it never will in this login
     */
    record Refusal(Reason reason, @Nullable Instant until) {}

    /** The reasons that callers tell apart. */
    enum Reason {
        /** The wait after the last message is not over. */
        TOO_EARLY,
        /** All messages of this login are used up. */
        LOGIN_SENDS_USED,
        /** All messages of this user's hour are used up. */
        USER_SENDS_USED,
        /** All messages of this user's day for setting up phones and addresses are used up, or too many were tried. */
        ENROLLMENT_SENDS_USED,
        /** Too many wrong codes in the last 24 hours: a code would be of no use. */
        TOO_MANY_WRONG,
        /** Too many wrong codes in a row: this method is off until it is set up again. */
        METHOD_OFF,
        /** All messages to this number are used up, over all accounts. */
        NUMBER_SENDS_USED,
        /** Too many codes that this network address asked for were never entered. */
        ADDRESS_SENDS_USED,
        /** No more messages go to numbers like this one for a while. */
        REGION_SENDS_USED,
        /** The realm's messages, or its money for them, are used up. */
        REALM_SENDS_USED,
        /** The realm's money for messages is nearly used up, and this user has another method. */
        GIVES_WAY,
        /** The operator's own check before a second message said no. */
        CHECK_FAILED;

        /** Stable code for events, metrics and machines, such as {@code user_sends_used}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason of(Limit limit) {
            return switch (limit) {
                case NUMBER_TEN_MINUTES, NUMBER_DAY -> NUMBER_SENDS_USED;
                case ADDRESS_HOUR -> ADDRESS_SENDS_USED;
                case PREFIX_DAY, PREFIX_CLOSED, COUNTRY_CLOSED, COUNTRY_DAY -> REGION_SENDS_USED;
                case REALM_DAY, SPEND_SET_UPS, SPEND_DAY -> REALM_SENDS_USED;
                case SPEND_GIVES_WAY -> GIVES_WAY;
                case CHECK -> CHECK_FAILED;
            };
        }
    }
}
