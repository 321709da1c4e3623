package dev.twofactor.domain.otp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a user was asked to set up a second factor.
 *
 * @param first when a requirement first met this user: grace counts from then on; null when none ever did
 * @param lastOffer when setting up was last offered; null for never
 */
public record Asked(@Nullable Instant first, @Nullable Instant lastOffer) {

    /** A user whom nobody asked. */
    public static final Asked NEVER = new Asked(null, null);
}
