package dev.twofactor.domain.device;

import org.jspecify.annotations.Nullable;

/** Which trust counts when an application is signed in to. */
public enum TrustScope {
    /** Trust that was given at any application of this kind. */
    ANY,
    /** Only trust that was given at this application. */
    THIS_CLIENT,
    /** None: the second factor is always asked for, and no trust is offered. */
    NEVER;

    /** Name of the client attribute that chooses. */
    public static final String ATTRIBUTE = "two-factor-trust";

    /**
     * Reads the attribute; what nobody knows counts as {@link #NEVER}, so that a slip of the pen asks once too often.
     *
     * @param value {@code any}, {@code this-client} or {@code never}; null or blank for {@code any}
     */
    public static TrustScope of(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return ANY;
        }
        return switch (value.trim()) {
            case "any" -> ANY;
            case "this-client" -> THIS_CLIENT;
            default -> NEVER;
        };
    }
}
