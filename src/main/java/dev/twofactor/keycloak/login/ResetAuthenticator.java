package dev.twofactor.keycloak.login;

import dev.twofactor.domain.policy.Method;
import dev.twofactor.domain.policy.MethodPolicy;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.duty.UsableSteps;
import dev.twofactor.keycloak.email.EmailChannel;
import dev.twofactor.keycloak.email.EmailCredential;
import dev.twofactor.keycloak.email.ProfileAddress;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Stands behind the link of a forgotten password and before the second factor: whose only second factor is the mailbox
 * that the link came to is not let on, since nothing else would then protect the account.
 */
final class ResetAuthenticator implements Authenticator {

    private static final CodeChannel EMAIL = new EmailChannel();

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        TwoFactorPolicy policy = TwoFactor.of(context.getSession()).policy(context.getRealm());
        ProfileAddress.prepare(context.getUser(), lends(policy.methods()));
        UsableSteps steps = new UsableSteps(context.getSession(), context.getRealm(), context.getUser());
        String flow = context.getTopLevelFlow().getId();
        boolean onlyMailbox = steps.isAnyIn(flow)
                && !new UserSwitch(context.getSession(), context.getRealm(), context.getUser()).isOff()
                && !hasOtherAddress(context, policy)
                && !steps.isAnyIn(flow, type -> !EmailCredential.TYPE.equals(type));
        if (onlyMailbox) {
            context.getEvent().user(context.getUser()).error("two_factor_only_mailbox");
            context.forceChallenge(
                    context.form().setError("twoFactorOnlyMailbox").createErrorPage(Response.Status.FORBIDDEN));
        } else {
            context.success();
        }
    }

    private static boolean lends(MethodPolicy policy) {
        return policy.emailWithoutEnrolling() && policy.methods().contains(Method.EMAIL);
    }

    private static boolean hasOtherAddress(AuthenticationFlowContext context, TwoFactorPolicy policy) {
        UserModel user = context.getUser();
        return EMAIL.usable(policy, user).stream()
                .anyMatch(enrolled ->
                        !MailLink.leadsTo(enrolled.destination(), EMAIL, context.getAuthenticationSession(), user));
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        // Its only page has no form, so whatever is posted is judged anew.
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
        // Nothing to set up.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
