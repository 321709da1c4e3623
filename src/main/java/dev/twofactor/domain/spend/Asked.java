package dev.twofactor.domain.spend;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;

/**
 * A message that somebody wants to have sent.
 *
 * @param userId who asks
 * @param enrolling whether it is to set up a phone or address, which may be anybody's, rather than to sign in
 * @param message number of this message within its code's life, from 1
 */
public record Asked(String userId, boolean enrolling, Channel channel, Destination destination, int message) {

    private static final int LINE_DIGITS = 4;

    boolean isText() {
        return channel == Channel.SMS;
    }

    /** The number without its last four digits: the block that a fraudulent operator gets paid for. */
    String prefix() {
        String number = destination.address();
        return number.substring(0, Math.max(0, number.length() - LINE_DIGITS));
    }
}
