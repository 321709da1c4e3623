package dev.twofactor.domain.spend;

import dev.twofactor.domain.spend.Subject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has entered a right code from which network address of late. Limits by address let them go on there: whatever
 * neighbours do must not lock out a whole house, and a machine that knows many passwords has been none of their users before.
 */
final class KnownPlaces {

    /** So long a right code is remembered. */
    static final Duration MEMORY = Duration.ofDays(14);

    // One write a day is enough.
    private static final Duration RENEWED = Duration.ofDays(1);

    private final Pseudonyms pseudonyms;
    private final @Nullable NetworkAddress from;

    /** @param from where the request came from; null when nobody knows, and then nobody is known there */
    KnownPlaces(Pseudonyms pseudonyms, @Nullable NetworkAddress from) {
        this.pseudonyms = pseudonyms;
        this.from = from;
    }

    Set<Subject> subjects(String userId) {
        return from == null ? Set.of() : Set.of(here(from, userId));
    }

    boolean isKnown(Tallies tallies, String userId, Instant now) {
        if (from == null) {
            return false;
        }
        Subject user = here(from, userId);
        return new HeldTallies(tallies, Set.of(user)).of(user).isClosed(now);
    }

    void remember(Tallies tallies, String userId, Instant now) {
        if (from == null) {
            return;
        }
        Subject user = here(from, userId);
        HeldTallies held = new HeldTallies(tallies, Set.of(user));
        if (!held.of(user).isClosed(now.plus(MEMORY).minus(RENEWED))) {
            held.change(user, tally -> tally.closed(now.plus(MEMORY), 0));
        }
    }

    private Subject here(NetworkAddress place, String userId) {
        return new Subject(Kind.USER_AT_ADDRESS, pseudonyms.of(place.value() + " " + userId));
    }
}
