package dev.twofactor.domain.otp;

/** What a code was asked for; a code for one purpose never serves another (ASVS 6.6.2). */
public enum Purpose {
    LOGIN,
    /** Signs in at the token endpoint, by the resource owner's password (RFC 6749, 4.3). */
    DIRECT_GRANT,
    /** Proves that a phone or address belongs to the user before it becomes a second factor. */
    ENROLL,
    /** Shows an agent that a caller holds the phone or reads the mailbox; it opens nothing. */
    HELP_DESK,
    /** Proves the same of somebody who has no account yet. */
    REGISTER;

    /** Whether the phone or address may be anybody's, so that the limits of set-ups hold. */
    boolean setsUp() {
        return this == ENROLL || this == REGISTER;
    }
}
