package dev.twofactor.keycloak.notice;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/** A login that has not come to its end: all tabs of one browser. */
final class PendingLogin {

    private final KeycloakSession session;
    private final RealmModel realm;

    PendingLogin(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The browser begins anew, whichever second factor it was about to use. */
    void end(String sessionId) {
        RootAuthenticationSessionModel login =
                session.authenticationSessions().getRootAuthenticationSession(realm, sessionId);
        if (login != null) {
            session.authenticationSessions().removeRootAuthenticationSession(realm, login);
        }
    }
}
