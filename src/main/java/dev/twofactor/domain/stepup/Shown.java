package dev.twofactor.domain.stepup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session has shown of its user.
 *
 * @param signedIn when the first factor was shown last; null when nobody knows
 * @param secondFactor when a second factor was really shown last, never by a trusted device; null for never
 */
public record Shown(@Nullable Instant signedIn, @Nullable Instant secondFactor) {}
