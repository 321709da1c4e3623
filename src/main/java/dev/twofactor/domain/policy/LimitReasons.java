package dev.twofactor.domain.policy;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why each key of the policy that limits something has the default it has. */
public final class LimitReasons {

    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put(
                "code-length",
                "At least 6 digits (NIST SP 800-63B-4 3.1.3.2). With 8, a botnet's expected takeovers fall by 100.");
        REASONS.put("code-lifetime-seconds", "At most 10 minutes (NIST SP 800-63B-4 3.1.3.2).");
        REASONS.put("wrong-per-code", "Five chances to mistype; a guesser has 5 in a million.");
        REASONS.put(
                "wrong-per-day",
                "Ten a day over everything are 0.36 % in a year of guessing at 6 digits; 27 would be 1 %. A right code or a new"
                        + " one does not clear it.");
        REASONS.put("consecutive-wrong", "NIST SP 800-63B-4 3.2.2 allows 100, then the method must be set up again.");
        REASONS.put(
                "wrong-per-address-hour",
                "Stops one machine that knows many passwords; an office where a thousand people sign in an hour stays below.");
        REASONS.put(
                "wrong-per-realm-hour",
                "An alarm stops nobody who is honest; set a limit if codes rather fail than be guessed.");
        REASONS.put("sends-per-login", "The message, and two more for bad reception.");
        REASONS.put("sends-per-user-hour", "Three sign-ins with all their messages.");
        REASONS.put(
                "resend-wait-seconds", "Most messages come within half a minute; each wait is longer than the last.");
        REASONS.put("sends-per-number-10-minutes", "Nobody's phone rings all day, whichever accounts have its number.");
        REASONS.put("sends-per-number-day", "The same for a day.");
        REASONS.put(
                "unverified-per-address-hour",
                "Robots never enter codes, people do: an office behind one address is not locked out.");
        REASONS.put(
                "unverified-per-prefix-day",
                "Pumped numbers come in blocks of ten thousand, and nobody enters their codes.");
        REASONS.put("sends-per-country-day", "Only you know where your customers live.");
        REASONS.put("sends-per-realm-day", "Only you know how many customers you have.");
        REASONS.put("spend-per-day", "Only you know what you can spend.");
        REASONS.put(
                "budget-mode", "Limits protect from the first day on; record shows first what they would have done.");
        REASONS.put("refused-numbers", "Numbers at which somebody earns, or that no phone answers.");
        REASONS.put("countries", "Name the countries where your customers live: others' numbers are pumped first.");
        REASONS.put("unique-number", "Families and offices share phones.");
    }

    private LimitReasons() {}

    /** One sentence for each key that limits something, by key. */
    public static Map<String, String> all() {
        return java.util.Collections.unmodifiableMap(REASONS);
    }
}
