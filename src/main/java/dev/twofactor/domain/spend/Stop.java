package dev.twofactor.domain.spend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a message must not leave.
 *
 * @param until when asking may help again; null where nobody can say
 */
public record Stop(Limit limit, @Nullable Instant until) {}
