package dev.twofactor.domain.check;

import org.jspecify.annotations.Nullable;

/**
 * A way to get signed in.
 *
 * @param subject name of the flow, client or identity provider
 * @param flow its steps; null where it has none of the realm's
 */
public record WayIn(Kind kind, String subject, @Nullable FlowStep flow) {

    /** The ways that the rules tell apart. */
    public enum Kind {
        BROWSER,
        DIRECT_GRANT,
        CLIENT_BROWSER,
        CLIENT_DIRECT_GRANT,
        CIBA,
        RESET_CREDENTIALS,
        IDENTITY_PROVIDER
    }
}
