package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.stepup.EmailCodes;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.requiredactions.UpdateEmail;

/** Keycloak's change of the profile's address, after a step-up for whoever gets codes by email. */
@AutoService(RequiredActionFactory.class)
public final class SteppedUpEmail extends UpdateEmail {

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (!getsCodes(context) || BuiltinGate.opensForShowing(context)) {
            super.requiredActionChallenge(context);
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (!getsCodes(context) || BuiltinGate.opensForActing(context)) {
            super.processAction(context);
        }
    }

    private static boolean getsCodes(RequiredActionContext context) {
        return EmailCodes.areOn(context.getSession(), context.getRealm(), context.getUser());
    }

    @Override
    public int order() {
        return Precedence.OVER_KEYCLOAKS;
    }
}
