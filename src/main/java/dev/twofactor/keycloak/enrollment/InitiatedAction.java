package dev.twofactor.keycloak.enrollment;

import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;

/** What our actions have in common: applications may start them, and they ask for nothing by themselves. */
public interface InitiatedAction extends RequiredActionProvider {

    @Override
    default InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    @Override
    default void evaluateTriggers(RequiredActionContext context) {
        // Whether a user has to enroll is decided by its own step.
    }

    @Override
    default void close() {
        // Nothing is held.
    }
}
