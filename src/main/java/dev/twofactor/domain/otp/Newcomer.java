package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;

/**
 * Somebody without an account, known by the phone or address alone: what is counted against a user is counted against
 * that, whoever asks for it. The colon keeps it apart from the ids of users.
 */
public final class Newcomer {

    private static final String PREFIX = "registration:";

    private Newcomer() {}

    /** What stands for the user's id; it can be compared, but not read. */
    public static String id(DestinationKey key, Channel channel, Destination destination) {
        return PREFIX + key.hash(channel, destination.address());
    }

    /** Whether this is no user's id. */
    public static boolean is(String userId) {
        return userId.startsWith(PREFIX);
    }
}
