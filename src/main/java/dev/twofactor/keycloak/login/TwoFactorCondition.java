package dev.twofactor.keycloak.login;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * True when the policy has second factors on and the user has set up at least one of the steps beside this condition, in nested sub-flows too. Where a flow
 * then asks for more than the user has, Keycloak refuses: that is safer than leaving the whole sub-flow out.
 */
final class TwoFactorCondition implements ConditionalAuthenticator {

    static final TwoFactorCondition SINGLETON = new TwoFactorCondition();

    /** Keycloak evaluates this several times a request: it reads cached data only and changes nothing. */
    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        return context.getUser() != null
                && new UsableSteps(context.getSession(), context.getRealm(), context.getUser())
                        .isAnyIn(context.getExecution().getParentFlow());
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
