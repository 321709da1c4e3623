package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.otp.Issued.Refusal;
import dev.twofactor.domain.otp.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.common.util.Time;
import org.keycloak.models.utils.FormMessage;

/** What people read when no message leaves or no code is taken: what happened, and how long to wait. */
public final class RefusalWords {

    /** For a code that was wrong, expired or used: nobody learns which. */
    public static final String REJECTED = "twoFactorCodeRejected";

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    /** Longer waits are told in hours. */
    private static final long MOST_MINUTES = 90;

    private RefusalWords() {}

    /** The key of the message for a code that was not accepted. */
    public static String ofVerdict(Verdict verdict) {
        return switch (verdict) {
            case LOCKED -> "twoFactorTooManyWrong";
            case METHOD_OFF -> "twoFactorMethodOff";
            case HELD -> "twoFactorHeld";
            case ACCEPTED, WRONG, EXPIRED, USED, DEAD, UNKNOWN -> REJECTED;
        };
    }

    /**
     * The message for a refusal.
     *
     * @param field the form's field that it belongs to; null for none
     * @param enrolling whether a phone or address is being set up
     */
    public static FormMessage of(String field, Refusal refusal, boolean enrolling) {
        long seconds = refusal.until() == null ? 0 : secondsUntil(refusal.until());
        String step = enrolling ? "twoFactorEnroll" : "twoFactor";
        return switch (refusal.reason()) {
            case TOO_EARLY -> new FormMessage(field, "twoFactorTooEarly", seconds);
            case LOGIN_SENDS_USED -> new FormMessage(field, step + "SendsUsed");
            case USER_SENDS_USED, ENROLLMENT_SENDS_USED ->
                new FormMessage(field, step + "TooManySent", rounded(seconds, MINUTE));
            case TOO_MANY_WRONG -> new FormMessage(field, step + "TooManyWrong");
            case METHOD_OFF -> new FormMessage(field, "twoFactorMethodOff");
            case NUMBER_SENDS_USED -> waiting(field, step + "NumberUsed", seconds);
            case ADDRESS_SENDS_USED -> waiting(field, step + "AddressUsed", seconds);
            case REGION_SENDS_USED -> waiting(field, step + "RegionUsed", seconds);
            case REALM_SENDS_USED -> waiting(field, step + "RealmUsed", seconds);
            case GIVES_WAY -> new FormMessage(field, "twoFactorGivesWay");
            case CHECK_FAILED -> new FormMessage(field, "twoFactorCheckFailed");
        };
    }

    // Two messages each, for minutes and for hours: Keycloak 26.4 formats no plurals.
    private static FormMessage waiting(String field, String key, long seconds) {
        long minutes = Math.max(1, rounded(seconds, MINUTE));
        return minutes > MOST_MINUTES
                ? new FormMessage(field, key + "-hours", rounded(seconds, HOUR))
                : new FormMessage(field, key + "-minutes", minutes);
    }

    private static long rounded(long seconds, long unit) {
        return (seconds + unit - 1) / unit;
    }

    private static long secondsUntil(Instant moment) {
        long millis = Duration.between(Instant.ofEpochMilli(Time.currentTimeMillis()), moment)
                .toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }
}
