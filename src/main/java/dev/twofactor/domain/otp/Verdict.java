package dev.twofactor.domain.otp;

/** The answer to a typed code. People see one and the same text for all rejections of a code. */
public enum Verdict {
    ACCEPTED,
    /** Compared, and not equal. */
    WRONG,
    /** Never compared: past its lifetime, or its key is gone. */
    EXPIRED,
    /** Never compared: accepted before. */
    USED,
    /** Never compared: too many wrong tries on this code. */
    DEAD,
    /** Never compared: no such code here (another browser, user, purpose or destination). */
    UNKNOWN,
    /** Never compared: too many wrong codes of this user within 24 hours. */
    LOCKED,
    /** Never compared: too many wrong codes in a row; this method is off until it is set up again. */
    METHOD_OFF,
    /** Never compared: too many wrong codes came from this network address or in this realm within an hour. */
    HELD
}
