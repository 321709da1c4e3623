package dev.twofactor.keycloak.stepup;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Sends a browser from a required action back to the beginning of its login. */
public final class SignInAnew {

    private SignInAnew() {}

    /** Answers the context with the way back; a session that the browser has already does not shorten the login. */
    public static void begin(RequiredActionContext context) {
        AuthenticationSessionModel tab = context.getAuthenticationSession();
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
