package dev.twofactor.domain.spend;

import dev.twofactor.domain.spend.Tally.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * At most so many messages in any window of this length.
 *
 * @param subjects whose messages count together
 * @param most the message after these is stopped
 */
record Cap(Limit limit, List<Subject> subjects, Duration window, long most, ToLongFunction<Mark> measure) {

    static final ToLongFunction<Mark> MESSAGES = Mark::messages;
    static final ToLongFunction<Mark> UNVERIFIED = mark -> mark.messages() - mark.verified();

    @Nullable
    Stop stop(HeldTallies held, Instant now) {
        Instant free = held.together(subjects).freeAt(measure, most, window, now);
        return free.isAfter(now) ? new Stop(limit, free) : null;
    }
}
