package dev.twofactor.domain.enrollment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rule looks at in a user.
 *
 * @param named whether one of the policy's roles or groups names this user
 * @param created when the account was made; null when nobody knows, which counts as old
 * @param firstAsked when a requirement first met this user; null when it never did
 * @param lastOffered when setting up was last offered; null for never
 */
public record Person(
        boolean named, @Nullable Instant created, @Nullable Instant firstAsked, @Nullable Instant lastOffered) {}
