package dev.twofactor.keycloak.login;

import dev.twofactor.keycloak.AllowedMethods;
import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.HttpMethod;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;

/** Keycloak's step for authenticator apps with our page, our field and our limit of wrong codes. */
final class TotpAuthenticator extends OTPFormAuthenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        if (isAllowed(context.getSession(), context.getRealm())) {
            new TotpStep(context).open();
        } else {
            context.attempted();
        }
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return ValidSetUps.of(TwoFactor.of(session).policy(realm)).has(user, OTPCredentialModel.TYPE)
                && super.configuredFor(session, realm, user);
    }

    private static boolean isAllowed(KeycloakSession session, RealmModel realm) {
        return AllowedMethods.of(TwoFactor.of(session).policy(realm)).allows(OTPCredentialModel.TYPE);
    }

    /** Keycloak also calls this for GET and HEAD with a valid session code: these show the page and change nothing. */
    @Override
    public void action(AuthenticationFlowContext context) {
        if (!configuredFor(context.getSession(), context.getRealm(), context.getUser())) {
            // It was taken away since the page was shown: whatever is asked now is asked from the start.
            context.resetFlow();
            return;
        }
        TotpStep step = new TotpStep(context);
        if (HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())) {
            step.verify();
        } else {
            step.open();
        }
    }
}
