package dev.twofactor.domain.check;

import dev.twofactor.domain.policy.BudgetMode;
import dev.twofactor.domain.policy.BudgetPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What keeps strangers from sending text messages at the realm's cost, and its account from being stolen. */
final class SpendRules {

    private static final String ANTI_AUTOMATION = "OWASP ASVS 5.0 2.4.1";

    private SpendRules() {}

    static Stream<Finding> of(RealmFacts realm) {
        if (realm.services().isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(limits(realm.budgets()), countries(realm), secrets(realm))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> limits(BudgetPolicy budgets) {
        List<String> off = new ArrayList<>();
        if (budgets.mode() == BudgetMode.RECORD) {
            off.add("budget-mode");
        }
        if (budgets.unverifiedPerAddressHour() == 0) {
            off.add("unverified-per-address-hour");
        }
        if (budgets.unverifiedPerPrefixDay() == 0) {
            off.add("unverified-per-prefix-day");
        }
        return off.stream()
                .map(key -> new Finding(
                        "limits-off",
                        ANTI_AUTOMATION,
                        key,
                        key + " lets messages leave without a limit. Give it back its default."));
    }

    private static Stream<Finding> countries(RealmFacts realm) {
        boolean everywhere = realm.countries().isEmpty()
                && realm.services().stream().anyMatch(service -> !service.limitedToCountries());
        return everywhere
                ? Stream.of(
                        new Finding(
                                "no-country-list",
                                ANTI_AUTOMATION,
                                "countries",
                                "Text messages go to every country of the world, the dearest too. List those where your users are."))
                : Stream.empty();
    }

    private static Stream<Finding> secrets(RealmFacts realm) {
        return realm.services().stream().flatMap(service -> service.openSecrets().stream()
                .map(key -> new Finding(
                        "secret-not-in-vault",
                        "OWASP ASVS 5.0 13.3.1",
                        service.title(),
                        key + " stands in the database as it is. Keep it in the vault and write ${vault.name}.")));
    }
}
