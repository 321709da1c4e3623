package dev.twofactor.keycloak.setup;

import java.util.List;
import java.util.Optional;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** The sub-flow with the methods, of which the user takes one; other conditions in it stay. */
final class SecondFactorFlow {

    private final Flow flow;
    private final KeycloakSession session;

    SecondFactorFlow(Flow flow, KeycloakSession session) {
        this.flow = flow;
        this.session = session;
    }

    /** Makes it a choice of these methods, with our condition where Keycloak's was. */
    void rebuild(List<String> methods) {
        condition();
        requiredCodes().forEach(this::makeAlternative);
        methods.forEach(this::bring);
    }

    /** Adds methods as alternatives; not where an admin requires a step, beside which Keycloak would leave alternatives out. */
    void bring(List<String> methods) {
        boolean required = flow.executions().stream()
                .anyMatch(each -> (each.isRequired() || each.isConditional()) && !Steps.isCondition(session, each));
        if (!required) {
            methods.forEach(this::bring);
        }
    }

    // Before version 26.3 Keycloak's own flow required the app's code: beside that, Keycloak would leave our methods
    // out, and
    // somebody who has only these would be let in by the password alone.
    private List<AuthenticationExecutionModel> requiredCodes() {
        return flow.executions().stream()
                .filter(each -> each.isRequired() && Steps.CODES.contains(String.valueOf(each.getAuthenticator())))
                .toList();
    }

    private void condition() {
        Optional<AuthenticationExecutionModel> keycloaks = flow.step(Steps.KEYCLOAKS_CONDITION);
        if (flow.has(Steps.CONDITION)) {
            return;
        }
        keycloaks.ifPresent(execution -> replace(execution, Steps.CONDITION));
    }

    private void bring(String method) {
        Optional<AuthenticationExecutionModel> present = flow.step(method);
        if (method.equals(Steps.KEYCLOAKS_APP) && Steps.isInstalled(session, Steps.APP)) {
            // Two steps for one credential would hide each other: ours took its place.
            return;
        }
        if (present.isPresent()) {
            makeAlternative(present.get());
        } else if (method.equals(Steps.APP) && flow.has(Steps.KEYCLOAKS_APP)) {
            replace(flow.step(Steps.KEYCLOAKS_APP).orElseThrow(), method);
        } else {
            flow.insert(place(method), method, Requirement.ALTERNATIVE);
        }
    }

    // Keycloak's own flow brings security keys and recovery codes switched off; the set-up wants them offered.
    private void makeAlternative(AuthenticationExecutionModel execution) {
        execution.setRequirement(Requirement.ALTERNATIVE);
        flow.realm().updateAuthenticatorExecution(execution);
    }

    // Requirement and place stay, so that an admin's choice for Keycloak's step holds for ours.
    private void replace(AuthenticationExecutionModel execution, String authenticator) {
        execution.setAuthenticator(authenticator);
        flow.realm().updateAuthenticatorExecution(execution);
    }

    // Before the first method that comes later in our order, else last.
    private int place(String method) {
        List<String> later = Steps.METHODS.subList(Steps.METHODS.indexOf(method) + 1, Steps.METHODS.size());
        List<AuthenticationExecutionModel> executions = flow.executions();
        for (int place = 0; place < executions.size(); place++) {
            String authenticator = executions.get(place).getAuthenticator();
            if (authenticator != null && later.contains(authenticator)) {
                return place;
            }
        }
        return executions.size();
    }
}
