package dev.twofactor.keycloak.login;

import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * True when the user has set up at least one of the steps beside this condition, in nested sub-flows too. Where a flow
 * then asks for more than the user has, Keycloak refuses: that is safer than leaving the whole sub-flow out.
 */
final class TwoFactorCondition implements ConditionalAuthenticator {

    static final TwoFactorCondition SINGLETON = new TwoFactorCondition();

    /** Keycloak evaluates this several times a request: it reads cached data only and changes nothing. */
    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        return context.getUser() != null
                && usable(context, context.getExecution().getParentFlow());
    }

    private static boolean usable(AuthenticationFlowContext context, String flowId) {
        return executions(context.getRealm(), flowId)
                .anyMatch(execution -> execution.isAuthenticatorFlow()
                        ? usable(context, execution.getFlowId())
                        : isSetUp(context, execution));
    }

    private static Stream<AuthenticationExecutionModel> executions(RealmModel realm, String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId).filter(execution -> !execution.isDisabled());
    }

    // Provider ids that are no login step (a form's action, something no longer installed) are nothing a user can use.
    private static boolean isSetUp(AuthenticationFlowContext context, AuthenticationExecutionModel execution) {
        KeycloakSession session = context.getSession();
        Authenticator step = session.getProvider(Authenticator.class, execution.getAuthenticator());
        return step != null
                && !(step instanceof ConditionalAuthenticator)
                && step.configuredFor(session, context.getRealm(), context.getUser());
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
