package dev.twofactor.keycloak.login;

import dev.twofactor.domain.enrollment.Duty;
import dev.twofactor.keycloak.duty.ImposedEnrollment;
import dev.twofactor.keycloak.duty.UserDuty;
import dev.twofactor.keycloak.stepup.StepUp;
import dev.twofactor.keycloak.store.StoreBusyException;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;

/**
 * Stands behind the second factor and shows no page: whoever has none is led to setting one up before the login ends.
 * A requirement takes hold by {@code two-factor-enroll} itself, at the end of every login in a realm with this step.
 */
final class EnrollmentAuthenticator implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        try {
            UserDuty duty = new UserDuty(
                    context.getSession(), context.getRealm(), context.getUser(), context.getAuthenticationSession());
            impose(context, duty, duty.duty());
        } catch (StoreBusyException e) {
            fail(context, "twoFactorBusy", Response.Status.SERVICE_UNAVAILABLE);
        }
    }

    private static void impose(AuthenticationFlowContext context, UserDuty user, Duty duty) {
        boolean canWait = duty == Duty.OFFERED || duty == Duty.POSTPONABLE;
        if (duty == Duty.REQUIRED && !isActionEnabled(context.getRealm())) {
            fail(context, "twoFactorNothingToSetUp", Response.Status.FORBIDDEN);
            return;
        }
        // What is required the action imposes itself at the end of every login. And an application that asked for
        // something gets that, not our question in front of it.
        if (canWait && !StepUp.isAsked(context.getAuthenticationSession())) {
            user.ask(duty);
            ImposedEnrollment.in(context.getAuthenticationSession()).impose(duty);
        }
        context.success();
    }

    private static boolean isActionEnabled(RealmModel realm) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(ImposedEnrollment.ACTION);
        return action != null && action.isEnabled();
    }

    private static void fail(AuthenticationFlowContext context, String message, Response.Status status) {
        context.forceChallenge(context.form().setError(message).createErrorPage(status));
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        // It shows no page, so nothing can be posted to it.
        authenticate(context);
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // This step decides by itself.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
