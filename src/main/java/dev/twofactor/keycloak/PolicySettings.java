package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.domain.policy.LedgerPolicy;
import dev.twofactor.domain.policy.MessagePolicy;
import dev.twofactor.domain.policy.MethodPolicy;
import dev.twofactor.domain.policy.NumberPolicy;
import dev.twofactor.domain.policy.PolicyKeys;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.policy.TrustPolicy;

/** The policy as settings tell it: all of them are read at once, so that a wrong one is found when it is saved. */
record PolicySettings(
        String companyName,
        CodePolicy codes,
        MethodPolicy methods,
        EnrollmentPolicy enrollment,
        NumberPolicy numbers,
        BudgetPolicy budgets,
        TrustPolicy trust,
        MessagePolicy messages,
        LedgerPolicy ledger)
        implements TwoFactorPolicy {

    private static final int LONGEST_NAME = 60;

    /** @throws SettingException naming the first key that cannot be used */
    static PolicySettings from(Settings settings) {
        return new PolicySettings(
                companyName(settings),
                CodePolicy.from(settings),
                MethodPolicy.from(settings),
                EnrollmentPolicy.from(settings),
                NumberPolicy.from(settings),
                BudgetPolicy.from(settings),
                TrustPolicy.from(settings),
                MessagePolicy.from(settings),
                LedgerPolicy.from(settings));
    }

    private static String companyName(Settings settings) {
        String name = settings.text(PolicyKeys.COMPANY_NAME);
        if (name != null && name.length() > LONGEST_NAME) {
            throw new SettingException(PolicyKeys.COMPANY_NAME, "is longer than " + LONGEST_NAME + " characters");
        }
        return name;
    }
}
