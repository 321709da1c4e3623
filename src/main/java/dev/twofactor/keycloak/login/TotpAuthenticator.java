package dev.twofactor.keycloak.login;

import jakarta.ws.rs.HttpMethod;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticator;

/** Keycloak's step for authenticator apps with our page, our field and our limit of wrong codes. */
final class TotpAuthenticator extends OTPFormAuthenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        new TotpStep(context).open();
    }

    /** Keycloak also calls this for GET and HEAD with a valid session code: these show the page and change nothing. */
    @Override
    public void action(AuthenticationFlowContext context) {
        TotpStep step = new TotpStep(context);
        if (HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())) {
            step.verify();
        } else {
            step.open();
        }
    }
}
