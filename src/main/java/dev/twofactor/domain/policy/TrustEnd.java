package dev.twofactor.domain.policy;

/** Events that end the trust in a user's browsers. */
public enum TrustEnd {
    /** By the user, by a reset link or by an administrator. */
    PASSWORD_CHANGED,
    /** A second factor was added, changed or removed, by whomever. */
    METHOD_CHANGED,
    EMAIL_CHANGED,
    /** An administrator reset the user's second factors. */
    ADMIN_RESET,
    USER_DISABLED,
    SIGNED_OUT_EVERYWHERE,
    /** The user followed "this wasn't me" in a message. */
    NOT_ME,
    /** So many wrong codes that no more are accepted for now. */
    WRONG_CODES,
    /** A copy of a browser's cookie turned up. */
    COPIED
}
