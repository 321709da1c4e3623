package dev.twofactor.keycloak.login;

import dev.twofactor.domain.policy.Method;
import dev.twofactor.domain.policy.MethodPolicy;
import dev.twofactor.keycloak.device.BrowserTrust;
import dev.twofactor.keycloak.email.ProfileAddress;
import dev.twofactor.keycloak.server.TwoFactor;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Stands between the first factor and the second one and never asks anything: what the second factor must find when its
 * condition looks is made here, because a condition may run many times a request and changes nothing. That is the row of
 * a verified address that the policy lends, and the note that this browser is trusted.
 */
final class TrustedDeviceAuthenticator implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        MethodPolicy policy =
                TwoFactor.of(context.getSession()).policy(context.getRealm()).methods();
        boolean lent = policy.emailWithoutEnrolling() && policy.methods().contains(Method.EMAIL);
        ProfileAddress.prepare(context.getUser(), lent);
        recognise(context);
        context.success();
    }

    private static void recognise(AuthenticationFlowContext context) {
        if (TwoFactor.of(context.getSession())
                .policy(context.getRealm())
                .trust()
                .enabled()) {
            BrowserTrust trust = new BrowserTrust(
                    context.getSession(), context.getRealm(), context.getUser(), context.getAuthenticationSession());
            TrustNote.leave(context, trust.recognise());
        }
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
        // Nothing to set up.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
