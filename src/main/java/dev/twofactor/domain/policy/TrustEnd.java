package dev.twofactor.domain.policy;

/** Events that end the trust in a user's browsers. */
public enum TrustEnd {
    /** By the user, who knew the old one or was signed in. */
    PASSWORD_UPDATED,
    /** Forgotten and set anew by a mailed link, or set by an administrator. */
    PASSWORD_RESET,
    /** A second factor more, by whomever, as in the next two. */
    METHOD_ADDED,
    /** A second factor that sends elsewhere or was made anew, or all of them switched off, on or out of use. */
    METHOD_UPDATED,
    METHOD_REMOVED,
    EMAIL_CHANGED,
    /** An administrator reset the user's second factors, or those of the whole realm. */
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
