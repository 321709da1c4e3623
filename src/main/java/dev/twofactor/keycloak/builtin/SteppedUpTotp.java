package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.requiredactions.UpdateTotp;

/** Keycloak's set-up of an authenticator app, after a step-up: a password alone must not add a second factor beside the existing one (CVE-2023-3597). */
@AutoService(RequiredActionFactory.class)
public final class SteppedUpTotp extends UpdateTotp {

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
