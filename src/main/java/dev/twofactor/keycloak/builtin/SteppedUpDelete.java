package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.FactorTypes;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.requiredactions.DeleteCredentialAction;

/** Keycloak's deletion of a credential, where the Account Console's delete button leads: after a step-up for second factors. */
@AutoService(RequiredActionFactory.class)
public final class SteppedUpDelete extends DeleteCredentialAction {

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (!isSecondFactor(context) || BuiltinGate.opensForShowing(context)) {
            super.requiredActionChallenge(context);
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (!isSecondFactor(context) || BuiltinGate.opensForActing(context)) {
            super.processAction(context);
        }
    }

    private boolean isSecondFactor(RequiredActionContext context) {
        String type = getCredentialType(context.getSession(), context.getAuthenticationSession());
        return type != null && FactorTypes.ALL.contains(type);
    }

    @Override
    public int order() {
        return Precedence.OVER_KEYCLOAKS;
    }
}
