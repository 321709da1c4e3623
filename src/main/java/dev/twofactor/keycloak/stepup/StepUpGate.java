package dev.twofactor.keycloak.stepup;

import dev.twofactor.domain.stepup.StepUpNeed;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.resources.LoginActionsService;
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
        tab.setClientNote(OIDCLoginProtocol.PROMPT_PARAM, OIDCLoginProtocol.PROMPT_VALUE_LOGIN);
        URI restart = LoginActionsService.loginActionsBaseUrl(context.getUriInfo())
                .path(LoginActionsService.RESTART_PATH)
                .queryParam(Constants.CLIENT_ID, tab.getClient().getClientId())
                .queryParam(Constants.TAB_ID, tab.getTabId())
                .queryParam(Constants.CLIENT_DATA, AuthenticationProcessor.getClientData(context.getSession(), tab))
                .queryParam(Constants.SKIP_LOGOUT, true)
                .build(context.getRealm().getName());
        context.challenge(Response.seeOther(restart).build());
    }
}
