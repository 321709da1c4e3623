package dev.twofactor.keycloak.setup;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
     * @throws SetupException when there is no password and no such sub-flow, or a password that nothing can stand behind
     */
    Collection<Flow> ensure() {
        List<Password> passwords = passwords();
        for (int made = 0; made < passwords.size() && open().isPresent(); made++) {
            create(open().get());
        }
        if (open().isPresent()) {
            throw new SetupException("The bound browser flow has a password that no second factor can stand behind; put"
                    + " two-factor-sms and its neighbours into it by hand");
        }
        Map<String, Flow> found = new LinkedHashMap<>();
        Stream<Flow> all =
                passwords.isEmpty() ? flows.in(top) : passwords().stream().flatMap(this::behind);
        all.forEach(flow -> found.put(flow.model().getId(), flow));
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

    private Stream<Flow> behind(Password password) {
        return flows.behind(top, password.flow(), password.step());
    }

    private Optional<Password> open() {
        return passwords().stream()
                .filter(password -> behind(password).findAny().isEmpty())
                .findFirst();
    }

    private void create(Password password) {
        Placement place = Placement.behind(top, password.flow(), password.step());
        place.flow()
                .insertFlow(
                        place.index(),
                        top.model().getAlias() + " second factor",
                        "One of the methods that the user has",
                        Requirement.CONDITIONAL)
                .insert(0, Steps.CONDITION, Requirement.REQUIRED);
    }
}
