package dev.twofactor.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Too many wrong codes came in a row: this method of this user works no more until it is set up again.
 *
 * @param session that of the request
 * @param type credential type of the method
 */
public record MethodDisabled(KeycloakSession session, RealmModel realm, String userId, String type)
        implements ProviderEvent {

    @Override
    public String toString() {
        return "MethodDisabled[" + type + "]";
    }
}
