package dev.twofactor.domain.otp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The second factor that a code is typed for.
 *
 * @param type its credential type
 * @param boundAt when it was set up; null when nobody knows
 */
public record TriedMethod(String type, @Nullable Instant boundAt) {}
