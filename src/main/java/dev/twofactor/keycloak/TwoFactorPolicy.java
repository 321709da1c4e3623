package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.domain.policy.LedgerPolicy;
import dev.twofactor.domain.policy.MessagePolicy;
import dev.twofactor.domain.policy.MethodPolicy;
import dev.twofactor.domain.policy.NumberPolicy;
import dev.twofactor.domain.policy.TrustPolicy;
import org.keycloak.provider.Provider;

/** A realm's policy for second factors; a realm without one has the server's, and that one's gaps have safe defaults. */
public interface TwoFactorPolicy extends Provider {

    /** How codes live. */
    CodePolicy codes();

    /** The company's name in screens and messages; null when the realm's display name serves. */
    String companyName();

    /** Which methods there are. */
    MethodPolicy methods();

    /** Who needs a second factor, and from when on. */
    EnrollmentPolicy enrollment();

    /** Which phone numbers may be texted. */
    NumberPolicy numbers();

    /** How many messages may be sent. */
    BudgetPolicy budgets();

    /** Whether and how long a browser may be trusted. */
    TrustPolicy trust();

    /** What is in messages besides the code. */
    MessagePolicy messages();

    /** How long sent messages stay on record. */
    LedgerPolicy ledger();

    @Override
    default void close() {
        // Nothing is held.
    }
}
