package dev.twofactor.keycloak.selfservice;

import org.keycloak.Config;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Tells a guest from somebody with an account, which no application may take over with a phone of its own. */
final class Guest {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    Guest(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /** Whether the user has never had a way to sign in, and may administer nothing. */
    boolean isOne() {
        return user.isEnabled()
                && user.getFederationLink() == null
                && user.credentialManager()
                        .getStoredCredentialsStream()
                        .findAny()
                        .isEmpty()
                && session.users()
                        .getFederatedIdentitiesStream(realm, user)
                        .findAny()
                        .isEmpty()
                && !isAdministrator();
    }

    // Realm master keeps the rights over every realm in a client of each.
    private boolean isAdministrator() {
        boolean master = Config.getAdminRealm().equals(realm.getName());
        return realm.getClientsStream()
                .filter(client -> master
                        ? client.getClientId().endsWith("-realm")
                        : client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID))
                .flatMap(client -> client.getRolesStream())
                .anyMatch(user::hasRole);
    }
}
