package dev.twofactor.keycloak.setup;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/** The sub-flow with the methods, of which the user takes one; other conditions in it stay. */
final class SecondFactorFlow {

    private final Flow flow;
    private final Predicate<String> installed;

    SecondFactorFlow(Flow flow, Predicate<String> installed) {
        this.flow = flow;
        this.installed = installed;
    }

    /** Brings these methods in, each as an alternative, and puts our condition where Keycloak's was. */
    void bring(List<String> methods) {
        condition();
        methods.forEach(this::bring);
    }

    private void condition() {
        Optional<AuthenticationExecutionModel> keycloaks = flow.step(Steps.KEYCLOAKS_CONDITION);
        if (flow.has(Steps.CONDITION)) {
            return;
        }
        if (keycloaks.isPresent()) {
            replace(keycloaks.get(), Steps.CONDITION);
        } else if (flow.executions().isEmpty()) {
            flow.insert(0, Steps.CONDITION, Requirement.REQUIRED);
        }
    }

    private void bring(String method) {
        Optional<AuthenticationExecutionModel> present = flow.step(method);
        if (method.equals(Steps.KEYCLOAKS_APP) && installed.test(Steps.APP)) {
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
