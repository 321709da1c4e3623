package dev.twofactor.keycloak.registration;

import jakarta.ws.rs.core.UriBuilder;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.FormContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.Constants;
import org.keycloak.services.managers.ClientSessionCode;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/** A page whose form comes back to the registration flow; Keycloak makes one only where it shows its own page. */
final class RegistrationForm {

    private final FormContext context;
    private final AuthenticationSessionModel tab;

    RegistrationForm(FormContext context) {
        this.context = context;
        this.tab = context.getAuthenticationSession();
    }

    LoginFormsProvider make() {
        String execution = tab.getAuthNote(AuthenticationProcessor.CURRENT_AUTHENTICATION_EXECUTION);
        String code = new ClientSessionCode<>(context.getSession(), context.getRealm(), tab).getOrGenerateCode();
        UriBuilder action = LoginActionsService.registrationFormProcessor(context.getUriInfo())
                .queryParam(LoginActionsService.SESSION_CODE, code)
                .queryParam(Constants.EXECUTION, execution)
                .queryParam(Constants.CLIENT_ID, tab.getClient().getClientId())
                .queryParam(Constants.TAB_ID, tab.getTabId())
                .queryParam(Constants.CLIENT_DATA, AuthenticationProcessor.getClientData(context.getSession(), tab));
        String invitation = context.getUriInfo().getQueryParameters().getFirst(Constants.TOKEN);
        if (invitation != null) {
            action.queryParam(Constants.TOKEN, invitation);
        }
        return context.getSession()
                .getProvider(LoginFormsProvider.class)
                .setAuthenticationSession(tab)
                .setActionUri(action.build(context.getRealm().getName()))
                .setExecution(execution)
                .setClientSessionCode(code);
    }
}
