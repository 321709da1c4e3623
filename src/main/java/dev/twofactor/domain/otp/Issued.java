package dev.twofactor.domain.otp;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of asking for a code. */
public sealed interface Issued {

    /**
     * A message has to leave now.
     *
     * @param deliveryId names the ledger's entry that waits for the vendor's answer
     * @param validFor how long the code can be used from now on
     */
    record Send(CodeStatus status, Code code, String deliveryId, Duration validFor) implements Issued {}

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
        TOO_MANY_WRONG
    }
}
