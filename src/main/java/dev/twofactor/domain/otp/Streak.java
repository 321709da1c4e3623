package dev.twofactor.domain.otp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Wrong codes of one of a user's methods without a right one between them. At the limit the method is off for everything
 * that was set up before; what is set up later starts anew (NIST SP 800-63B-4 3.2.2: disable, then bind again).
 *
 * @param wrong wrong codes in a row, 0 or more
 * @param lastAt when the last of them came
 * @param offUpTo what was set up until then stays off, whatever comes; null when nothing was ever switched off
 * @param rightAt when the last right code came; null when none ever did, or so long ago that it was forgotten
 */
public record Streak(int wrong, Instant lastAt, @Nullable Instant offUpTo, @Nullable Instant rightAt) {

    public static final Streak NONE = new Streak(0, Instant.EPOCH, null, null);

    /** @param boundAt when the phone, address or app was set up; null when nobody knows, which counts as long ago */
    boolean isOff(int most, @Nullable Instant boundAt) {
        boolean reached = wrong >= most && isOld(boundAt, lastAt);
        return reached || (offUpTo != null && isOld(boundAt, offUpTo));
    }

    Streak tried(int most, Instant now) {
        return wrong >= most ? new Streak(1, now, lastAt, rightAt) : new Streak(wrong + 1, now, offUpTo, rightAt);
    }

    Streak right(Instant now) {
        return new Streak(0, lastAt, offUpTo, now);
    }

    /** As if no wrong code had ever come: a method that was off works again. */
    Streak lifted() {
        return new Streak(0, lastAt, null, rightAt);
    }

    private static boolean isOld(@Nullable Instant boundAt, Instant moment) {
        return boundAt == null || !boundAt.isAfter(moment);
    }
}
