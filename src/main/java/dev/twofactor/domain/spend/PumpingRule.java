package dev.twofactor.domain.spend;

import dev.twofactor.domain.spend.Tally.Share;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells pumped numbers from people by how many of their codes are entered. Who is paid for messages never reads them; of
 * people, most do. A share counts as too low when it is under half of the usual one and chance alone would hardly ever
 * bring so few: the bound is Chernoff's, exp(-n·KL(share ‖ usual)), which for no code at all is exact.
 */
final class PumpingRule {

    /** People need some time to type a code. */
    static final Duration RIPE = Duration.ofMinutes(1);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final double UNKNOWN_USUAL = 0.6;
    private static final double LEAST_USUAL = 0.3;
    private static final double MOST_USUAL = 0.9;
    private static final long ENOUGH_PAST = 50;
    /** One in a thousand: with the share of 0.6 that is assumed at first, eight codes in a row that nobody enters. */
    private static final double SURE = 0.001;
    /** While the realm as a whole is being pumped: three in a row. */
    private static final double SUSPICIOUS = 0.1;

    private static final Duration SHORTEST_CLOSING = Duration.ofHours(1);
    private static final Duration LONGEST_CLOSING = Duration.ofDays(1);

    private PumpingRule() {}

    /** Whether the last hour or the last day of this tally looks like pumping. */
    static boolean isPumped(Tally tally, boolean suspicious, Instant now) {
        return isPumped(tally, HOUR, suspicious ? SUSPICIOUS : SURE, now) || isPumpedForLong(tally, suspicious, now);
    }

    /** Whether the last day does: an hour of pumping does not close a country where people were busy before. */
    static boolean isPumpedForLong(Tally tally, boolean suspicious, Instant now) {
        return isPumped(tally, Tally.LONGEST, suspicious ? SUSPICIOUS : SURE, now);
    }

    private static boolean isPumped(Tally tally, Duration window, double level, Instant now) {
        return isTooLow(tally.ripe(window, RIPE, now), usual(tally.usual()), level);
    }

    /** How long the next closing lasts: twice as long each time in a row. */
    static Duration closing(int before) {
        Duration doubled = SHORTEST_CLOSING.multipliedBy(1L << Math.min(before, 5));
        return doubled.compareTo(LONGEST_CLOSING) < 0 ? doubled : LONGEST_CLOSING;
    }

    private static double usual(Share past) {
        double share = past.messages() < ENOUGH_PAST ? UNKNOWN_USUAL : (double) past.verified() / past.messages();
        return Math.max(LEAST_USUAL, Math.min(MOST_USUAL, share));
    }

    private static boolean isTooLow(Share share, double usual, double level) {
        if (share.messages() == 0) {
            return false;
        }
        double now = (double) share.verified() / share.messages();
        return now < usual / 2 && share.messages() * divergence(now, usual) > -Math.log(level);
    }

    private static double divergence(double share, double usual) {
        double first = share == 0 ? 0 : share * Math.log(share / usual);
        return first + (1 - share) * Math.log((1 - share) / (1 - usual));
    }
}
