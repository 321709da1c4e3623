package dev.twofactor.keycloak.setup;

import java.util.List;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/** Finds the sub-flows that ask for a second factor: the admin's own, or ours from an earlier set-up. */
final class SecondFactorFlows {

    private SecondFactorFlows() {}

    static List<Flow> in(Flow top) {
        return top.tree()
                .flatMap(parent -> parent.executions().stream()
                        .filter(each -> each.getRequirement() == Requirement.CONDITIONAL)
                        .flatMap(each -> parent.inside(each).stream()))
                .filter(SecondFactorFlows::asksForSecondFactor)
                .toList();
    }

    private static boolean asksForSecondFactor(Flow flow) {
        return flow.has(Steps.CONDITION)
                || Steps.METHODS.stream().anyMatch(flow::has)
                        && flow.executions().stream().noneMatch(Steps::isPassword);
    }
}
