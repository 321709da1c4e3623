package dev.twofactor.domain.check;

import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Method;
import java.util.List;
import java.util.Set;

/**
 * What the rules look at in a realm.
 *
 * @param methods what the policy allows
 * @param otherFactors whether the browser flow offers security keys or recovery codes too
 * @param emailWithoutEnrolling whether a verified address serves unasked
 * @param trust whether browsers may be trusted
 * @param levels whether the browser flow tells levels of authentication apart
 * @param bruteForceProtected whether Keycloak's own protection is on
 * @param resetByMail whether a mail lets people set a new password whose only second factor is that mailbox
 * @param countries countries whose numbers are taken; empty for all
 * @param services the text message services that are on
 * @param flows ways in, each with the steps that it takes
 */
public record RealmFacts(
        CodePolicy codes,
        BudgetPolicy budgets,
        Set<Method> methods,
        boolean otherFactors,
        boolean emailWithoutEnrolling,
        boolean trust,
        boolean levels,
        boolean bruteForceProtected,
        boolean resetByMail,
        List<String> countries,
        List<Service> services,
        List<WayIn> flows) {

    /**
     * A text message service that is on.
     *
     * @param title its name
     * @param limitedToCountries whether it is used for some countries only
     * @param openSecrets keys of secrets that stand in the database as they are
     */
    public record Service(String title, boolean limitedToCountries, List<String> openSecrets) {}
}
