package dev.twofactor.domain.device;

import java.time.Instant;

/**
 * The user's account at this moment, as far as trust depends on it.
 *
 * @param enabled whether the user may sign in at all
 * @param signedOutAt when all sessions were ended last, by whole seconds; {@link Instant#EPOCH} for never
 */
public record Account(SecurityStamp stamp, boolean enabled, Instant signedOutAt) {}
