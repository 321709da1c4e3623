package dev.twofactor.keycloak.stepup;

import dev.twofactor.domain.stepup.StepUpNeed;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Stands before every required action that changes second factors. Who lacks a fresh proof signs in anew, once, with
 * all the steps of the flow; where even that brings none (a flow without second factors), nothing can be changed.
 */
public final class StepUpGate {

    private final RequiredActionContext context;
    private final AuthenticationSessionModel tab;

    public StepUpGate(RequiredActionContext context) {
        this.context = context;
        this.tab = context.getAuthenticationSession();
    }

    /** Whether the action may show its page; if not, the context is answered. */
    public boolean opensForShowing() {
        if (isOpen()) {
            return true;
        }
        if (canSignInAnew()) {
            signInAnew();
        } else {
            context.ignore();
        }
        return false;
    }

    /** Whether the action may do what was posted; if not, the context is answered. */
    public boolean opensForActing() {
        if (isOpen()) {
            return true;
        }
        if (canSignInAnew()) {
            signInAnew();
        } else {
            context.cancel();
        }
        return false;
    }

    private boolean isOpen() {
        String begun = "two-factor.begun." + context.getAction();
        boolean open = StepUp.of(context.getSession(), context.getRealm(), context.getUser())
                        .need(tab, tab.getAuthNote(begun) != null)
                == StepUpNeed.NONE;
        if (open) {
            tab.setAuthNote(begun, "true");
            tab.removeClientNote(StepUp.ASKED);
        }
        return open;
    }

    // Behind a link from a mail there is no sign-in that could be had again, and other protocols cannot be told to.
    private boolean canSignInAnew() {
        return tab.getClientNote(StepUp.ASKED) == null
                && OIDCLoginProtocol.LOGIN_PROTOCOL.equals(tab.getProtocol())
                && tab.getAuthNote(AuthenticationManager.END_AFTER_REQUIRED_ACTIONS) == null;
    }

    private void signInAnew() {
        tab.setClientNote(StepUp.ASKED, "true");
        SignInAnew.begin(context);
    }
}
