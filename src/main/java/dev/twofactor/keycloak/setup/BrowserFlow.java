package dev.twofactor.keycloak.setup;

import java.util.List;
import java.util.Optional;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Puts the second factor behind the password of a browser flow; a step that was put in once is left to the admin. */
final class BrowserFlow {

    private static final String STEPS = BoundFlow.BROWSER.name() + ".steps";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Memory memory;

    BrowserFlow(KeycloakSession session, RealmModel realm, Memory memory) {
        this.session = session;
        this.realm = realm;
        this.memory = memory;
    }

    /** @throws SetupException when the flow has no password to stand behind */
    void apply(Flow top) {
        List<Flow> present = SecondFactorFlows.in(top);
        List<Flow> secondFactors = present.isEmpty() ? List.of(create(top)) : present;
        List<String> missing = Steps.METHODS.stream()
                .filter(step -> Steps.isInstalled(session, step) && !memory.has(STEPS, step))
                .toList();
        for (Flow secondFactor : secondFactors) {
            new SecondFactorFlow(secondFactor, step -> Steps.isInstalled(session, step)).bring(missing);
        }
        missing.forEach(step -> memory.add(STEPS, step));
        around(top, secondFactors, Steps.TRUSTED_DEVICE, 0);
        around(top, secondFactors, Steps.ENROLLMENT, 1);
    }

    private Flow create(Flow top) {
        Placement place = Placement.behindPassword(top)
                .orElseThrow(() -> new SetupException("The bound browser flow has no username and password form or"
                        + " password form; put two-factor-sms and its neighbours into it by hand"));
        return place.flow()
                .insertFlow(
                        place.index(),
                        top.model().getAlias() + " second factor",
                        "One of the methods that the user has",
                        Requirement.CONDITIONAL);
    }

    // The trust check stands before the second factor, enrollment behind it.
    private void around(Flow top, List<Flow> secondFactors, String step, int behind) {
        if (memory.has(STEPS, step) || !Steps.isInstalled(session, step)) {
            return;
        }
        memory.add(STEPS, step);
        for (Flow secondFactor : secondFactors) {
            parentOf(top, secondFactor).filter(parent -> !parent.has(step)).ifPresent(parent -> {
                AuthenticationExecutionModel execution =
                        parent.executionOf(secondFactor).orElseThrow();
                parent.insert(parent.placeOf(execution) + behind, step, Requirement.REQUIRED);
            });
        }
    }

    private static Optional<Flow> parentOf(Flow top, Flow child) {
        return top.tree().filter(flow -> flow.executionOf(child).isPresent()).findFirst();
    }
}
