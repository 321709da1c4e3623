package dev.twofactor.domain.check;

import dev.twofactor.domain.policy.Method;
import java.util.Set;
import java.util.stream.Stream;

/** Which methods there are, and what weakens them. */
final class MethodRules {

    private MethodRules() {}

    static Stream<Finding> of(RealmFacts realm, Set<Standard> standards) {
        return Stream.of(alternative(realm), email(realm, standards), mailbox(realm), trust(realm, standards))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> alternative(RealmFacts realm) {
        boolean other = realm.otherFactors() || realm.methods().contains(Method.TOTP);
        return realm.methods().contains(Method.SMS) && !other
                ? found(
                        "no-alternative-to-sms",
                        "NIST SP 800-63B-4 3.2.9; OWASP ASVS 5.0 6.6.1",
                        "methods",
                        "Codes by text message are a restricted factor, and people have no stronger one to choose. Allow"
                                + " totp, or offer security keys in the flow.")
                : Stream.empty();
    }

    private static Stream<Finding> email(RealmFacts realm, Set<Standard> standards) {
        if (!realm.methods().contains(Method.EMAIL)) {
            return Stream.empty();
        }
        boolean alone = realm.methods().size() == 1 && !realm.otherFactors();
        return alone || realm.emailWithoutEnrolling() || !standards.isEmpty()
                ? found(
                        "email-no-out-of-band",
                        "NIST SP 800-63B-4 3.1.3.1; OWASP ASVS 5.0 6.3.6",
                        "methods",
                        "A code by email proves no second factor: whoever reads the mailbox has it. Offer another method and"
                                + " take email out of methods where a second factor is meant.")
                : Stream.empty();
    }

    private static Stream<Finding> mailbox(RealmFacts realm) {
        return realm.resetByMail() && realm.methods().contains(Method.EMAIL)
                ? found(
                        "same-mailbox",
                        "NIST SP 800-63B-4 3.1.3.1; OWASP ASVS 5.0 6.4.3",
                        "resetPasswordAllowed",
                        "One mailbox gives both a new password and the code. Switch Forgot password off, or take email out"
                                + " of methods.")
                : Stream.empty();
    }

    private static Stream<Finding> trust(RealmFacts realm, Set<Standard> standards) {
        return realm.trust() && (realm.levels() || !standards.isEmpty())
                ? found(
                        "trust-and-step-up",
                        "NIST SP 800-63B-4 5.1 and 3.2.1",
                        "trust",
                        "A trusted browser is no factor: it must not stand for a higher level of authentication. Switch trust"
                                + " off, or let no level depend on the second factor that trust leaves out.")
                : Stream.empty();
    }

    private static Stream<Finding> found(String rule, String clause, String subject, String message) {
        return Stream.of(new Finding(rule, clause, subject, message));
    }
}
