package dev.twofactor.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * So many wrong codes came within a day, by whatever entry point, that none of this user is compared for now.
 *
 * @param session that of the request, which may yet be rolled back; the count is not
 */
public record CodesLocked(KeycloakSession session, RealmModel realm, String userId) implements ProviderEvent {

    @Override
    public String toString() {
        return "CodesLocked";
    }
}
