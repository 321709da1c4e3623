package dev.twofactor.keycloak.setup;

import java.util.Optional;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/**
 * Where in a flow a second factor goes.
 *
 * @param flow the flow that takes it
 * @param index its place there, counted from 0
 */
record Placement(Flow flow, int index) {

    /** Behind this password of this flow, or behind the choice that the password is one of. */
    static Placement behind(Flow top, Flow flow, AuthenticationExecutionModel first) {
        if (first.getRequirement() != Requirement.ALTERNATIVE) {
            return new Placement(flow, flow.placeOf(first) + 1);
        }
        Optional<Flow> parent = top.parentOf(flow);
        boolean choiceOfItsOwn = parent.isPresent()
                && parent.get().executionOf(flow).orElseThrow().getRequirement() != Requirement.ALTERNATIVE;
        return choiceOfItsOwn
                ? behind(top, parent.get(), parent.get().executionOf(flow).orElseThrow())
                : wrapped(top, flow, first);
    }

    // A password that is an alternative among others, such as the cookie, becomes a sub-flow with the second factor
    // behind it.
    private static Placement wrapped(Flow top, Flow flow, AuthenticationExecutionModel password) {
        Flow forms = flow.insertFlow(
                flow.placeOf(password),
                top.model().getAlias() + " password",
                "Password and the second factor",
                Requirement.ALTERNATIVE);
        flow.realm().removeAuthenticatorExecution(password);
        password.setId(null);
        password.setParentFlow(forms.model().getId());
        password.setRequirement(Requirement.REQUIRED);
        flow.realm().addAuthenticatorExecution(password);
        return new Placement(forms, 1);
    }
}
