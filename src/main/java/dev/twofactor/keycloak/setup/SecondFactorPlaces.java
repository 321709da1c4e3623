package dev.twofactor.keycloak.setup;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/** Sees to a second factor behind every password of a flow. */
final class SecondFactorPlaces {

    private record Password(Flow flow, AuthenticationExecutionModel step) {}

    private final Flow top;
    private final SecondFactorFlows flows;

    SecondFactorPlaces(Flow top, SecondFactorFlows flows) {
        this.top = top;
        this.flows = flows;
    }

    /**
     * The sub-flows behind the passwords, made where there are none.
     *
     * @throws SetupException when there is no password and no such sub-flow
     */
    Collection<Flow> ensure() {
        Map<String, Flow> found = new LinkedHashMap<>();
        List<Password> passwords = passwords();
        // One after the other: what is placed behind a choice stands behind the other passwords of that choice too.
        for (Password password : passwords) {
            List<Flow> behind =
                    flows.behind(top, password.flow(), password.step()).toList();
            (behind.isEmpty() ? List.of(create(password)) : behind)
                    .forEach(flow -> found.put(flow.model().getId(), flow));
        }
        if (passwords.isEmpty()) {
            flows.in(top).forEach(flow -> found.put(flow.model().getId(), flow));
        }
        if (found.isEmpty()) {
            throw new SetupException("The bound browser flow has no username and password form or"
                    + " password form; put two-factor-sms and its neighbours into it by hand");
        }
        return found.values();
    }

    private List<Password> passwords() {
        return top.enabledTree()
                .flatMap(flow -> flow.executions().stream()
                        .filter(each -> each.isEnabled() && Steps.isPassword(each))
                        .map(each -> new Password(flow, each)))
                .toList();
    }

    private Flow create(Password password) {
        Placement place = Placement.behind(top, password.flow(), password.step());
        Flow created = place.flow()
                .insertFlow(
                        place.index(),
                        top.model().getAlias() + " second factor",
                        "One of the methods that the user has",
                        Requirement.CONDITIONAL);
        created.insert(0, Steps.CONDITION, Requirement.REQUIRED);
        return created;
    }
}
