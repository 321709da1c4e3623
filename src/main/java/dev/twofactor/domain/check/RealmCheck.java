package dev.twofactor.domain.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All rules, asked of one realm. */
public final class RealmCheck {

    private RealmCheck() {}

    /** What is not as it should be, in the order of the rules; empty when all is. */
    public static List<Finding> of(RealmFacts realm, Set<Standard> standards) {
        return Stream.of(
                        CodeRules.of(realm, standards),
                        MethodRules.of(realm, standards),
                        SpendRules.of(realm),
                        FlowRules.of(realm))
                .flatMap(findings -> findings)
                .toList();
    }
}
