package dev.twofactor.keycloak.selfservice;

import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/** What a valid access token stands for. */
record SignedIn(UserModel user, UserSessionModel session, AccessToken token, ClientModel client) {

    /** Whether it is an application's own, for no user. */
    boolean isApplication() {
        return user.getServiceAccountClientLink() != null;
    }

    @Override
    public String toString() {
        return "SignedIn[" + user.getId() + "]";
    }
}
