package dev.twofactor.keycloak.setup;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
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
        SetUpFlows setUp = new SetUpFlows(memory, BoundFlow.BROWSER);
        Collection<Flow> secondFactors = new SecondFactorPlaces(top, new SecondFactorFlows(session, setUp)).ensure();
        List<Flow> fresh =
                secondFactors.stream().filter(flow -> !setUp.contains(flow)).toList();
        List<String> missing = installed(Steps.METHODS)
                .filter(step -> !memory.has(STEPS, step))
                .toList();
        for (Flow secondFactor : secondFactors) {
            SecondFactorFlow flow = new SecondFactorFlow(secondFactor, session);
            if (fresh.contains(secondFactor)) {
                flow.rebuild(installed(Steps.METHODS).toList());
                setUp.add(secondFactor);
            } else {
                flow.bring(missing);
            }
        }
        missing.forEach(step -> memory.add(STEPS, step));
        around(top, secondFactors, fresh, Steps.TRUSTED_DEVICE, 0);
        around(top, secondFactors, fresh, Steps.ENROLLMENT, 1);
    }

    private Stream<String> installed(List<String> steps) {
        return steps.stream().filter(step -> Steps.isInstalled(session, step));
    }

    // The trust check stands before the second factor, enrollment behind it.
    private void around(Flow top, Collection<Flow> secondFactors, List<Flow> fresh, String step, int behind) {
        if (!Steps.isInstalled(session, step)) {
            return;
        }
        for (Flow secondFactor : memory.has(STEPS, step) ? fresh : secondFactors) {
            top.parentOf(secondFactor).filter(parent -> !parent.has(step)).ifPresent(parent -> {
                AuthenticationExecutionModel execution =
                        parent.executionOf(secondFactor).orElseThrow();
                parent.insert(parent.placeOf(execution) + behind, step, Requirement.REQUIRED);
            });
        }
        memory.add(STEPS, step);
    }
}
