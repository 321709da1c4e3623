package dev.twofactor.keycloak.settings;

import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.enrollment.InitiatedAction;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.stepup.StepUpGate;
import org.keycloak.authentication.RequiredActionContext;

/** Shows what a person has set up and lets it be changed: default, removal, on and off, and whatever has a section here. */
final class SettingsAction implements InitiatedAction {

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (!isFeatureOn(context)) {
            context.ignore();
        } else if (new StepUpGate(context).opensForShowing()) {
            new SettingsPage(context).show();
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (!isFeatureOn(context)) {
            context.cancel();
        } else if (new StepUpGate(context).opensForActing()) {
            new SettingsStep(context).act();
        }
    }

    private static boolean isFeatureOn(RequiredActionContext context) {
        return TwoFactor.of(context.getSession())
                        .policy(context.getRealm())
                        .enrollment()
                        .requirement()
                != Requirement.OFF;
    }
}
