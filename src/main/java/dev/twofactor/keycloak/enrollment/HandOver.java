package dev.twofactor.keycloak.enrollment;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Puts another required action in the place of this one, so that whoever had to do this one has to do the other. */
public final class HandOver {

    private static final String CHOSEN = "two-factor.chosen";

    private HandOver() {}

    /** Whether the person came here by choosing, and so may choose again. */
    static boolean wasChosen(RequiredActionContext context) {
        return context.getAction().equals(context.getAuthenticationSession().getAuthNote(CHOSEN));
    }

    /** @param action id of an enabled required action; the result that an application waits for becomes that action's */
    public static void to(RequiredActionContext context, String action) {
        AuthenticationSessionModel session = context.getAuthenticationSession();
        UserModel user = context.getUser();
        if (user.getRequiredActionsStream().anyMatch(context.getAction()::equals)) {
            user.addRequiredAction(action);
        } else if (session.getRequiredActions().contains(context.getAction())) {
            session.addRequiredAction(action);
        }
        if (context.getAction().equals(session.getClientNote(Constants.KC_ACTION))) {
            session.setClientNote(Constants.KC_ACTION, action);
        }
        if (context.getAction().equals(ChooseMethodFactory.PROVIDER_ID)) {
            session.setAuthNote(CHOSEN, action);
        }
        context.success();
    }
}
