package dev.twofactor.keycloak.directgrant;

import dev.twofactor.keycloak.store.StoreBusyException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Asks for a code at the token endpoint: the first call sends it, the next one brings it. */
final class DirectGrantAuthenticator implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        try {
            new GrantStep(context).run();
        } catch (StoreBusyException e) {
            new GrantAnswer(context).busy();
        }
    }

    /** Never: a token request is over when it is answered. */
    @Override
    public void action(AuthenticationFlowContext context) {
        authenticate(context);
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    /** Also without a method: what then happens is the policy's matter. */
    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // Nobody can set anything up here.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
