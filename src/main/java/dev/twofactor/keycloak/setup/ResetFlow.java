package dev.twofactor.keycloak.setup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Puts the second factor between the link of a forgotten password and the new password. */
final class ResetFlow {

    private static final String STEPS = BoundFlow.RESET_CREDENTIALS.name() + ".steps";

    private final KeycloakSession session;
    private final Memory memory;
    private final SetUpFlows setUp;

    ResetFlow(KeycloakSession session, Memory memory) {
        this.session = session;
        this.memory = memory;
        this.setUp = new SetUpFlows(memory, BoundFlow.RESET_CREDENTIALS);
    }

    /** Leaves a flow alone that sends no link. */
    void apply(Flow top) {
        List<String> missing = installed(Steps.METHODS)
                .filter(step -> !memory.has(STEPS, step))
                .toList();
        if (!memory.has(STEPS, Steps.RESET)) {
            top.tree()
                    .filter(flow -> flow.has(Steps.RESET_LINK) && !flow.has(Steps.RESET))
                    .findFirst()
                    .ifPresent(flow -> create(top, flow));
        } else {
            top.tree().filter(setUp::contains).forEach(flow -> new SecondFactorFlow(flow, session).bring(missing));
        }
        missing.forEach(step -> memory.add(STEPS, step));
    }

    private void create(Flow top, Flow flow) {
        int behind = flow.placeOf(flow.step(Steps.RESET_LINK).orElseThrow()) + 1;
        flow.insert(behind, Steps.RESET, Requirement.REQUIRED);
        Flow secondFactor = flow.insertFlow(
                behind + 1,
                top.model().getAlias() + " second factor",
                "One of the methods that the user has, but not a code to the mailbox that got the link",
                Requirement.CONDITIONAL);
        secondFactor.insert(0, Steps.CONDITION, Requirement.REQUIRED);
        new SecondFactorFlow(secondFactor, session)
                .rebuild(installed(Steps.METHODS).toList());
        setUp.add(secondFactor);
        memory.add(STEPS, Steps.RESET);
        top.tree().forEach(this::switchOffNewApp);
    }

    // Who gets a new password has just shown the second factor; it needs no new one.
    private void switchOffNewApp(Flow flow) {
        for (AuthenticationExecutionModel each : flow.executions()) {
            Optional<Flow> inside = flow.inside(each).filter(child -> child.has(Steps.KEYCLOAKS_NEW_APP));
            if (inside.isPresent()) {
                each.setRequirement(Requirement.DISABLED);
                flow.realm().updateAuthenticatorExecution(each);
            }
        }
    }

    private Stream<String> installed(List<String> steps) {
        return steps.stream().filter(step -> Steps.isInstalled(session, step));
    }
}
