package dev.twofactor.keycloak.change;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/**
 * A user's second factors have changed, by whatever path: our pages and REST, Keycloak's own actions, both consoles.
 * It is told after the commit of the request that changed them, in a session and transaction of its own that all
 * listeners share; what a listener throws is logged and undoes nothing. Register with
 * {@code KeycloakSessionFactory.register}.
 *
 * @param session still knows the request that caused the change
 * @param byAdministrator whether somebody else than the user did it
 * @param method what was added or removed; null for the switch, which concerns all methods
 */
public record MethodChange(
        KeycloakSession session,
        RealmModel realm,
        UserModel user,
        Kind kind,
        boolean byAdministrator,
        StoredMethod method)
        implements ProviderEvent {

    /** What happened. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** Second factors are not asked for; what was set up is kept. */
        SWITCHED_OFF,
        SWITCHED_ON,
        /** Too many wrong codes came in a row: the method is kept, and works no more until it is set up again. */
        DISABLED
    }

    @Override
    public String toString() {
        return "MethodChange[" + kind + ", " + method + "]";
    }
}
