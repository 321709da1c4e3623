package dev.twofactor.keycloak.login;

import dev.twofactor.keycloak.duty.UsableSteps;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import dev.twofactor.keycloak.stepup.StepUp;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * True when the policy has second factors on, no trusted browser spares them, and the user has set up at least one of the steps beside this
 * condition, in nested sub-flows too, and has not switched them off where that is allowed. Where a flow then asks for more than the user
 * has, Keycloak refuses: that is safer than leaving the whole sub-flow out.
 */
final class TwoFactorCondition implements ConditionalAuthenticator {

    static final TwoFactorCondition SINGLETON = new TwoFactorCondition();

    /** Keycloak evaluates this several times a request: it reads cached data or once from the database, and changes nothing. */
    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        return context.getUser() != null
                && !TrustNote.covers(context)
                && new UsableSteps(context.getSession(), context.getRealm(), context.getUser())
                        .isAnyIn(context.getExecution().getParentFlow())
                && (StepUp.isAsked(context.getAuthenticationSession()) || !isSwitchedOff(context));
    }

    // One look at the database for a request, and only where a second factor would be asked for.
    private static boolean isSwitchedOff(AuthenticationFlowContext context) {
        String looked = "two-factor.off." + context.getUser().getId();
        Boolean known = (Boolean) context.getSession().getAttribute(looked);
        if (known == null) {
            known = new UserSwitch(context.getSession(), context.getRealm(), context.getUser()).isOff();
            context.getSession().setAttribute(looked, known);
        }
        return known;
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        // A condition takes no input.
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // A condition requires nothing.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
