package dev.twofactor.domain.policy;

/** Events that end the trust in a user's browsers. */
public enum TrustEnd {
    PASSWORD_CHANGED,
    /** A second factor was added, changed or removed, by whomever. */
    METHOD_CHANGED,
    EMAIL_CHANGED,
    ADMIN_RESET,
    USER_DISABLED,
    SIGNED_OUT_EVERYWHERE
}
