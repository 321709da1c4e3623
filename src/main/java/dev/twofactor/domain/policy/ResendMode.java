package dev.twofactor.domain.policy;

/** What "Send New Code" does while the last code is still good. */
public enum ResendMode {
    /** The same code again, so that whichever message arrives first works. */
    SAME_CODE,
    /** A fresh code; the one before is dead. */
    NEW_CODE
}
