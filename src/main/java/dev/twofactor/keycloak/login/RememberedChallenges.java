package dev.twofactor.keycloak.login;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The challenges' handles in this tab's authentication session: all that a session ever knows of codes. */
final class RememberedChallenges {

    private static final String HANDLES = "two-factor.challenges";
    private static final String OPENED = "two-factor.opened.";
    private static final String SEPARATOR = ",";

    private final AuthenticationSessionModel session;

    RememberedChallenges(AuthenticationSessionModel session) {
        this.session = session;
    }

    /** The handles of this login, over all methods and destinations; empty when it has opened none. */
    Set<String> handles() {
        String note = session.getAuthNote(HANDLES);
        return note == null ? Set.of() : new LinkedHashSet<>(List.of(note.split(SEPARATOR)));
    }

    /**
     * Whether the challenge of another tab may be shown here. A restart clears Keycloak's authentication notes but not
     * its client notes: a tab that had sent to this phone or address and forgot the handle was restarted, and gets a code
     * of its own.
     */
    boolean mayJoin(String credentialId) {
        return session.getClientNote(OPENED + credentialId) == null;
    }

    void remember(String credentialId, String handle) {
        Set<String> handles = new LinkedHashSet<>(handles());
        handles.add(handle);
        session.setAuthNote(HANDLES, String.join(SEPARATOR, handles));
        session.setClientNote(OPENED + credentialId, "true");
    }
}
