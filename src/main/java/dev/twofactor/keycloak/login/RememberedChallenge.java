package dev.twofactor.keycloak.login;

import dev.twofactor.domain.delivery.Channel;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The challenge's handle in this tab's authentication session: all that a session ever knows of a code. */
final class RememberedChallenge {

    private static final String OPENED = "opened";

    private final AuthenticationSessionModel session;
    private final String handleNote;
    private final String openedNote;

    RememberedChallenge(AuthenticationFlowContext context, Channel channel) {
        session = context.getAuthenticationSession();
        handleNote = channel.credentialType() + "." + context.getExecution().getId();
        openedNote = channel.credentialType() + "." + OPENED;
    }

    /** The handle, or null when this tab has none. */
    String handle() {
        return session.getAuthNote(handleNote);
    }

    /**
     * Whether the challenge of another tab may be shown here. A restart clears Keycloak's authentication notes but not
     * its client notes: a tab that had opened the step and forgot its handle was restarted, and gets a code of its own.
     */
    boolean mayJoin() {
        return session.getClientNote(openedNote) == null;
    }

    void remember(String handle) {
        session.setAuthNote(handleNote, handle);
        session.setClientNote(openedNote, "true");
    }
}
