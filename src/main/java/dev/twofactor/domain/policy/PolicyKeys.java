package dev.twofactor.domain.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key of the policy, in the order in which forms show them. */
public final class PolicyKeys {

    /** The key of the company's name, the only one without a record of its own. */
    public static final String COMPANY_NAME = "company-name";

    private static final List<PolicyKey> METHODS = List.of(
            PolicyKey.of(
                    COMPANY_NAME,
                    "",
                    "Company name",
                    "Name in screens and messages, up to 60 characters; the realm's display name when empty."),
            PolicyKey.of("methods", "sms,email,totp", "Methods", "Those of sms, email and totp that users may use."),
            PolicyKey.flag(
                    "email-without-enrolling",
                    "Email without enrolling",
                    "A verified address serves as a second factor without having been set up as one."),
            PolicyKey.flag("unique-number", "One user per number", "A phone number serves one user only."),
            PolicyKey.of("home-country", "", "Home country", "Country of numbers typed without one, such as US."),
            PolicyKey.of(
                    "countries", "", "Countries", "Countries whose numbers are taken, such as US,CA; empty for all."),
            PolicyKey.of(
                    "refused-numbers",
                    "premium-rate,shared-cost,satellite,voicemail,pager",
                    "Refused numbers",
                    "Also toll-free, fixed-line, voip, personal-number, company-number; or none."));

    private static final List<PolicyKey> ENROLLMENT = List.of(
            new PolicyKey(
                    "requirement",
                    "Requirement",
                    "For everybody whom no role or group below names.",
                    "optional",
                    List.of("off", "optional", "required")),
            PolicyKey.choice(
                    "requirement-mode",
                    "Requirement takes hold",
                    "enforce asks people; record only writes down whom it would have asked, and nobody notices.",
                    "enforce",
                    "record"),
            PolicyKey.of(
                    "required-roles",
                    "",
                    "Required for roles",
                    "Realm roles, or client roles as client.role; even where it is optional for others."),
            PolicyKey.of(
                    "required-groups", "", "Required for groups", "Paths such as /staff; subgroups belong to them."),
            PolicyKey.of("required-from", "", "Required from", "First day, such as 2026-11-30; at once when empty."),
            PolicyKey.of("grace-days", "0", "Grace in days", "0 to 365, from a user's first login on."),
            PolicyKey.of(
                    "offer-every-days",
                    "0",
                    "Days between offers",
                    "0 to 365, where it is optional; 0 never offers unasked."),
            PolicyKey.flag("sign-in-again-after-enrolling", "Sign in again", "After setting up, people sign in anew."),
            PolicyKey.flag("new-users-only", "New users only", "Users made before the first day are left as they are."),
            PolicyKey.of(
                    "enrolled-after",
                    "",
                    "Set up after",
                    "A moment such as 2026-11-30T08:00:00Z; older set-ups do not count."));

    private static final List<PolicyKey> CODES = List.of(
            PolicyKey.of("code-length", "6", "Digits of a code", "6 to 10."),
            PolicyKey.of("code-lifetime-seconds", "300", "Lifetime of a code in seconds", "60 to 600."),
            PolicyKey.of("wrong-per-code", "5", "Wrong tries until a code is dead", "1 to 10."),
            PolicyKey.of(
                    "wrong-per-day",
                    "10",
                    "Wrong tries of one user in 24 hours",
                    "1 to 27; over all logins and methods."),
            PolicyKey.of(
                    "consecutive-wrong",
                    "100",
                    "Wrong tries in a row",
                    "1 to 100; then the method is off until it is set up again."),
            PolicyKey.of(
                    "wrong-per-address-hour",
                    "100",
                    "Wrong tries from one network address in an hour",
                    "0 to 1000000, over all users; 0 for no limit."),
            PolicyKey.of(
                    "wrong-per-realm-hour",
                    "0",
                    "Wrong tries in the realm in an hour",
                    "With 0 an unusual number raises an alarm only; more than a limit here are not compared."),
            PolicyKey.of(
                    "resend-wait-seconds",
                    "30,60,120",
                    "Waits between messages in seconds",
                    "0 to 3600 each, separated by commas; the last one repeats."),
            PolicyKey.choice(
                    "resend",
                    "Send New Code",
                    "same-code sends the code again while it is good; new-code makes a new one, and the old one is dead.",
                    "same-code",
                    "new-code"),
            PolicyKey.choice(
                    "report-link-in-texts",
                    "\"This was not me\" link in texts",
                    "if-it-fits adds it where the text needs no more parts with it, always whatever it costs; some"
                            + " networks filter texts with links.",
                    "never",
                    "if-it-fits",
                    "always"));

    private static final List<PolicyKey> BUDGETS = List.of(
            PolicyKey.choice(
                    "budget-mode",
                    "Limits on messages",
                    "enforce stops messages; record only writes down what would be stopped.",
                    "enforce",
                    "record"),
            PolicyKey.of("sends-per-login", "3", "Messages of one login", "1 to 10."),
            PolicyKey.of("sends-per-user-hour", "10", "Messages to one user in an hour", "1 to 30."),
            PolicyKey.of("sends-per-number-10-minutes", "5", "Messages to one number in 10 minutes", "1 to 100."),
            PolicyKey.of("sends-per-number-day", "10", "Messages to one number in 24 hours", "1 to 1000."),
            PolicyKey.of(
                    "unverified-per-address-hour",
                    "30",
                    "Unused codes of one network address in an hour",
                    "0 to 100000; 0 for no limit."),
            PolicyKey.of(
                    "unverified-per-prefix-day",
                    "50",
                    "Unused codes of one number prefix in 24 hours",
                    "0 to 1000000; 0 for no limit."),
            PolicyKey.of("sends-per-country-day", "0", "Messages to one country in 24 hours", "0 for no limit."),
            PolicyKey.of("sends-per-realm-day", "0", "Messages of the realm in 24 hours", "0 for no limit."),
            PolicyKey.of(
                    "spend-per-day",
                    "0",
                    "Cost of messages in 24 hours",
                    "In the unit of the services' prices; 0 for no limit."),
            PolicyKey.of("ledger-days", "90", "Days that sent messages stay on record", "1 to 3650."));

    private static final List<PolicyKey> TRUST = List.of(
            PolicyKey.flag("trust", "Trust this device", "Offers a box to skip the second factor in this browser."),
            PolicyKey.of("trust-days", "30", "Days of trust", "1 to 365."),
            PolicyKey.of("trust-idle-days", "0", "Days of trust without use", "0 to 365; 0 for no such end."),
            PolicyKey.of("trust-max-devices", "10", "Trusted browsers of one user", "1 to 100."),
            PolicyKey.flag(
                    "trust-asks-at-prompt-login",
                    "Ask again at prompt=login",
                    "Asks for the second factor in a trusted browser too when an application wants a new sign-in."),
            PolicyKey.of(
                    "trust-place-header",
                    "",
                    "Header with the approximate place",
                    "A header in which your proxy says where a request comes from, such as X-Geo-City; empty for no place."),
            PolicyKey.of(
                    "trust-ends-on",
                    "password-updated,password-reset,method-added,method-updated,method-removed,email-changed,"
                            + "admin-reset,user-disabled,signed-out-everywhere,not-me,wrong-codes,copied",
                    "Trust ends on",
                    "Events that end the trust in a user's browsers; password-changed stands for both of passwords,"
                            + " method-changed for all three of methods."));

    private static final List<PolicyKey> ALL = Stream.of(METHODS, ENROLLMENT, CODES, BUDGETS, TRUST)
            .flatMap(List::stream)
            .toList();

    private static final Set<String> NAMES = ALL.stream().map(PolicyKey::name).collect(Collectors.toUnmodifiableSet());

    /** An issue that makes a key work adds it here. */
    private static final Set<String> IN_FORCE = Set.of(
            COMPANY_NAME,
            "methods",
            "email-without-enrolling",
            "unique-number",
            "home-country",
            "countries",
            "refused-numbers",
            "requirement",
            "requirement-mode",
            "required-roles",
            "required-groups",
            "required-from",
            "grace-days",
            "offer-every-days",
            "sign-in-again-after-enrolling",
            "new-users-only",
            "enrolled-after",
            "code-length",
            "code-lifetime-seconds",
            "wrong-per-code",
            "wrong-per-day",
            "consecutive-wrong",
            "wrong-per-address-hour",
            "wrong-per-realm-hour",
            "resend-wait-seconds",
            "resend",
            "report-link-in-texts",
            "sends-per-login",
            "sends-per-user-hour",
            "ledger-days",
            "trust",
            "trust-days",
            "trust-idle-days",
            "trust-max-devices",
            "trust-asks-at-prompt-login",
            "trust-place-header",
            "trust-ends-on",
            "budget-mode",
            "sends-per-number-10-minutes",
            "sends-per-number-day",
            "unverified-per-address-hour",
            "unverified-per-prefix-day",
            "sends-per-country-day",
            "sends-per-realm-day",
            "spend-per-day");

    private PolicyKeys() {}

    /** All keys; names are unique. */
    public static List<PolicyKey> all() {
        return ALL;
    }

    public static boolean isKnown(String name) {
        return NAMES.contains(name);
    }

    /** Whether the product acts upon this key yet; all others are only checked and stored. */
    public static boolean isInForce(String name) {
        return IN_FORCE.contains(name);
    }
}
