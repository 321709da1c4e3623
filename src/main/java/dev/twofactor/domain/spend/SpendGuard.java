package dev.twofactor.domain.spend;

import dev.twofactor.domain.spend.Subject.Kind;
import dev.twofactor.domain.spend.Tally.Mark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a day's text messages below a sum of money: first a warning, then those who can do without, then everybody. */
final class SpendGuard {

    /** Per cent of the sum at which somebody should look. */
    static final int WARNING = 80;
    /** Per cent from which on people with another method use that. */
    static final int GIVES_WAY = 90;
    /** Per cent from which on no phone is set up any more. */
    static final int NO_SET_UPS = 95;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int DECIMALS = 6;

    private final long most;
    private final Prices prices;
    private final OtherMethods others;

    /** @param perDay 0 for no limit */
    SpendGuard(BigDecimal perDay, Prices prices, OtherMethods others) {
        this.most = micros(perDay);
        this.prices = prices;
        this.others = others;
    }

    boolean isLimited() {
        return most > 0;
    }

    /** Of one message, in millionths; 0 where it is not measured. */
    long cost(Asked asked) {
        return isLimited() && asked.isText() ? micros(prices.of(asked)) : 0;
    }

    @Nullable
    Stop stop(HeldTallies held, Asked asked, Instant now) {
        if (!isLimited() || !asked.isText()) {
            return null;
        }
        long cost = cost(asked);
        long spent = spent(held, now) + cost;
        // Also where nothing is left at all: whoever has another method is led there.
        if (!asked.enrolling() && spent > part(GIVES_WAY) && others.has(asked.userId())) {
            return stop(held, Limit.SPEND_GIVES_WAY, part(GIVES_WAY) - cost, now);
        }
        if (spent > most) {
            return stop(held, Limit.SPEND_DAY, most - cost, now);
        }
        return asked.enrolling() && spent > part(NO_SET_UPS)
                ? stop(held, Limit.SPEND_SET_UPS, part(NO_SET_UPS) - cost, now)
                : null;
    }

    /** With this message the warning's part is reached. */
    Optional<Finding> warning(HeldTallies held, Asked asked, Instant now) {
        long before = spent(held, now);
        boolean reached = isLimited() && before < part(WARNING) && before + cost(asked) >= part(WARNING);
        return reached ? Optional.of(Finding.alarm(Finding.SPEND_WARNING)) : Optional.empty();
    }

    private static Stop stop(HeldTallies held, Limit limit, long room, Instant now) {
        Instant free = held.of(Subject.of(Kind.REALM)).freeAt(Mark::micros, room + 1, DAY, now);
        return new Stop(limit, free.isAfter(now) ? free : null);
    }

    private static long spent(HeldTallies held, Instant now) {
        return held.of(Subject.of(Kind.REALM)).micros(DAY, now);
    }

    private long part(int percent) {
        return most / 100 * percent;
    }

    private static long micros(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.UP).unscaledValue().longValueExact();
    }
}
