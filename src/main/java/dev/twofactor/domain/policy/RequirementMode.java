package dev.twofactor.domain.policy;

/** What a requirement does where it meets somebody. */
public enum RequirementMode {
    /** Holds. */
    ENFORCE,
    /** Is only written down: nobody notices. */
    RECORD
}
