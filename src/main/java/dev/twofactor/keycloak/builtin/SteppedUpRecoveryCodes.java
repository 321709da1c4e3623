package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.RecoveryAuthnCodesAction;
import org.keycloak.models.KeycloakSession;

/** Keycloak's set-up of recovery codes, after a step-up. */
@AutoService(RequiredActionFactory.class)
public final class SteppedUpRecoveryCodes extends RecoveryAuthnCodesAction {

    /** Keycloak's own hands out one instance of its own class. */
    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (BuiltinGate.opensForShowing(context)) {
            super.requiredActionChallenge(context);
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (BuiltinGate.opensForActing(context)) {
            super.processAction(context);
        }
    }

    @Override
    public int order() {
        return Precedence.OVER_KEYCLOAKS;
    }
}
