package dev.twofactor.domain.policy;

import java.time.Duration;
import java.util.List;

/**
 * How codes live: length, lifetime, tries and sends.
 *
 * @param length digits, 6 to 10 (at least 6: NIST SP 800-63B-4 3.1.3.2)
 * @param lifetime 60 to 600 s (at most 10 min: NIST SP 800-63B-4 3.1.3.2)
 * @param wrongPerCode wrong tries after which a code is dead, 1 to 10
 * @param wrongPerDay wrong tries of one user in any 24 hours, over all codes and entry points, 1 to 27 (27 keeps the
 *     chance of a year's guessing under 1 % with six digits)
 * @param consecutiveWrong wrong tries of one method without a right one after which it is off until it is set up again,
 *     1 to 100 (NIST SP 800-63B-4 3.2.2)
 * @param wrongPerAddressHour wrong tries from one network address in any hour, over all users, after which no further one
 *     is compared, 0 to 1,000,000; 0 for no limit
 * @param wrongPerRealmHour the same for the whole realm, 0 to 100,000,000; with 0 there are only alarms
 * @param sendsPerLogin messages of one login, 1 to 10
 * @param sendsPerUserHour messages to one user in any hour, 1 to 30
 * @param resendWaits wait after the first, second, … message; the last one repeats; 0 to 3,600 s each
 * @param resend what a resend does while the code is good
 */
public record CodePolicy(
        int length,
        Duration lifetime,
        int wrongPerCode,
        int wrongPerDay,
        int consecutiveWrong,
        int wrongPerAddressHour,
        int wrongPerRealmHour,
        int sendsPerLogin,
        int sendsPerUserHour,
        List<Duration> resendWaits,
        ResendMode resend) {

    /** No code lives longer than this, however often it is sent again (NIST SP 800-63B-4 3.1.3.2). */
    public static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    public static final CodePolicy DEFAULT = from(new Settings(java.util.Map.of()));

    /** @throws SettingException when a value is out of its range */
    public static CodePolicy from(Settings settings) {
        return new CodePolicy(
                settings.number("code-length", 6, 6, 10),
                Duration.ofSeconds(settings.number("code-lifetime-seconds", 300, 60, 600)),
                settings.number("wrong-per-code", 5, 1, 10),
                settings.number("wrong-per-day", 10, 1, 27),
                settings.number("consecutive-wrong", 100, 1, 100),
                settings.number("wrong-per-address-hour", 100, 0, 1_000_000),
                settings.number("wrong-per-realm-hour", 0, 0, 100_000_000),
                settings.number("sends-per-login", 3, 1, 10),
                settings.number("sends-per-user-hour", 10, 1, 30),
                settings.numbers("resend-wait-seconds", List.of(30, 60, 120), 0, 3600).stream()
                        .map(Duration::ofSeconds)
                        .toList(),
                settings.choice("resend", ResendMode.SAME_CODE));
    }

    /** How long to wait after the n-th message, n from 1. */
    public Duration waitAfter(int sends) {
        return resendWaits.get(Math.min(sends, resendWaits.size()) - 1);
    }
}
