package dev.twofactor.keycloak.login;

import dev.twofactor.keycloak.device.BrowserTrust;
import org.keycloak.authentication.AuthenticationFlowContext;

/** The box "Trust this device" on a page that takes a code. */
final class TrustOffer {

    private final AuthenticationFlowContext context;
    private final BrowserTrust trust;

    TrustOffer(AuthenticationFlowContext context) {
        this.context = context;
        this.trust = new BrowserTrust(
                context.getSession(), context.getRealm(), context.getUser(), context.getAuthenticationSession());
    }

    /** Days for the label; 0 where the box is not shown. */
    int days() {
        return trust.daysOffered();
    }

    /** To be called when the code was right: gives trust if the box was ticked. */
    void takeUp() {
        if (new PostedForm(context).wantsTrust()) {
            trust.give(context.form().getMessage("twoFactorTrustUnknown"));
        }
    }
}
