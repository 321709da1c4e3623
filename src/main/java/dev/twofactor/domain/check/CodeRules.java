package dev.twofactor.domain.check;

import dev.twofactor.domain.policy.CodePolicy;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** How long codes live, how hard they are to guess, and how often one may guess. */
final class CodeRules {

    private static final String NIST_CODES = "NIST SP 800-63B-4 3.1.3.2";
    private static final String RTS_FAILURES = "Regulation (EU) 2018/389 Art. 4(3)(b)";
    private static final String RTS_IDLE = "Regulation (EU) 2018/389 Art. 4(3)(d)";
    private static final Duration PAYMENT_LIFE = Duration.ofMinutes(5);
    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_IN_A_ROW = 100;
    private static final int MOST_OF_PAYMENTS = 5;

    private CodeRules() {}

    static Stream<Finding> of(RealmFacts realm, Set<Standard> standards) {
        CodePolicy codes = realm.codes();
        return Stream.of(lifetime(codes, standards), digits(codes), tries(codes, standards), bruteForce(realm))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> lifetime(CodePolicy codes, Set<Standard> standards) {
        if (codes.lifetime().compareTo(CodePolicy.LONGEST_LIFE) > 0) {
            return found(
                    "code-lifetime",
                    NIST_CODES + "; OWASP ASVS 5.0 6.5.5",
                    "code-lifetime-seconds",
                    "A code lives " + codes.lifetime().toSeconds()
                            + " s, over the 600 s that are allowed. Set 600 or less.");
        }
        boolean tooLong = codes.lifetime().compareTo(PAYMENT_LIFE) > 0;
        return standards.contains(Standard.PSD2) && tooLong
                ? found(
                        "code-lifetime",
                        RTS_IDLE,
                        "code-lifetime-seconds",
                        "A code lives " + codes.lifetime().toSeconds()
                                + " s, over the 300 s of payment services. Set 300 or less.")
                : Stream.empty();
    }

    private static Stream<Finding> digits(CodePolicy codes) {
        return codes.length() < FEWEST_DIGITS
                ? found(
                        "code-length",
                        NIST_CODES + "; OWASP ASVS 5.0 6.5.4",
                        "code-length",
                        "A code has " + codes.length() + " digits, fewer than 6. Set 6 or more.")
                : Stream.empty();
    }

    private static Stream<Finding> tries(CodePolicy codes, Set<Standard> standards) {
        if (codes.consecutiveWrong() > MOST_IN_A_ROW) {
            return found(
                    "wrong-codes-limit",
                    "NIST SP 800-63B-4 3.2.2; OWASP ASVS 5.0 6.6.3",
                    "consecutive-wrong",
                    codes.consecutiveWrong() + " wrong codes in a row are let pass. Set 100 or fewer.");
        }
        boolean paymentsBroken = codes.wrongPerCode() > MOST_OF_PAYMENTS;
        return standards.contains(Standard.PSD2) && paymentsBroken
                ? found(
                        "wrong-codes-limit",
                        RTS_FAILURES,
                        "wrong-per-code",
                        codes.wrongPerCode() + " wrong tries of one code are let pass. Payment services allow 5.")
                : Stream.empty();
    }

    private static Stream<Finding> bruteForce(RealmFacts realm) {
        return realm.bruteForceProtected()
                ? Stream.empty()
                : found(
                        "brute-force-off",
                        "NIST SP 800-63B-4 3.2.2; OWASP ASVS 5.0 6.3.1",
                        "bruteForceProtected",
                        "Passwords may be guessed without end. Switch the realm's brute force detection on.");
    }

    private static Stream<Finding> found(String rule, String clause, String subject, String message) {
        return Stream.of(new Finding(rule, clause, subject, message));
    }
}
