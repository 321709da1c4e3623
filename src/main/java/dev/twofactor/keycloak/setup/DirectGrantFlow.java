package dev.twofactor.keycloak.setup;

import java.util.Optional;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Puts the second factor behind the password of a direct grant flow, once that step is part of the product. */
final class DirectGrantFlow {

    private static final String STEPS = BoundFlow.DIRECT_GRANT.name() + ".steps";

    private final KeycloakSession session;
    private final Memory memory;

    DirectGrantFlow(KeycloakSession session, Memory memory) {
        this.session = session;
        this.memory = memory;
    }

    void apply(Flow top) {
        if (memory.has(STEPS, Steps.DIRECT_GRANT) || !Steps.isInstalled(session, Steps.DIRECT_GRANT)) {
            return;
        }
        top.tree()
                .filter(flow -> flow.has(Steps.DIRECT_GRANT_PASSWORD))
                .findFirst()
                .ifPresent(flow -> {
                    AuthenticationExecutionModel password =
                            flow.step(Steps.DIRECT_GRANT_PASSWORD).orElseThrow();
                    flow.insert(flow.placeOf(password) + 1, Steps.DIRECT_GRANT, Requirement.REQUIRED);
                    keycloaksOwn(flow).ifPresent(execution -> switchOff(flow, execution));
                    memory.add(STEPS, Steps.DIRECT_GRANT);
                });
    }

    // Our step takes the authenticator app's code too: Keycloak's would ask for a second one.
    private static Optional<AuthenticationExecutionModel> keycloaksOwn(Flow flow) {
        return flow.executions().stream()
                .filter(each -> flow.inside(each)
                        .filter(inside -> inside.executions().stream()
                                .allMatch(step -> Steps.KEYCLOAKS_CONDITION.equals(step.getAuthenticator())
                                        || Steps.KEYCLOAKS_DIRECT_GRANT_APP.equals(step.getAuthenticator())))
                        .isPresent())
                .findFirst();
    }

    private static void switchOff(Flow flow, AuthenticationExecutionModel execution) {
        execution.setRequirement(Requirement.DISABLED);
        flow.realm().updateAuthenticatorExecution(execution);
    }
}
