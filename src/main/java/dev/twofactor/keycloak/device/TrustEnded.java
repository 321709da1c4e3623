package dev.twofactor.keycloak.device;

import dev.twofactor.domain.policy.TrustEnd;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/**
 * All trust of a user was ended by an event of the matrix. Told within the transaction that ends it.
 *
 * @param devices how many browsers were trusted, 1 or more
 */
public record TrustEnded(KeycloakSession session, RealmModel realm, UserModel user, TrustEnd reason, int devices)
        implements ProviderEvent {

    @Override
    public String toString() {
        return "TrustEnded[" + reason + "]";
    }
}
