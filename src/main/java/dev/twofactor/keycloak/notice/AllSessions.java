package dev.twofactor.keycloak.notice;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;

/** Ends all sessions of a user as Keycloak's admin console does, offline ones included. */
final class AllSessions {

    private final KeycloakSession session;
    private final RealmModel realm;

    AllSessions(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    void end(UserModel user) {
        session.users().setNotBeforeForUser(realm, user, Math.toIntExact(Time.currentTimeMillis() / 1000));
        session.sessions()
                .getUserSessionsStream(realm, user)
                .toList()
                .forEach(each -> AuthenticationManager.backchannelLogout(session, each, true));
        UserSessionManager offline = new UserSessionManager(session);
        session.sessions()
                .getOfflineUserSessionsStream(realm, user)
                .toList()
                .forEach(offline::revokeOfflineUserSession);
    }
}
