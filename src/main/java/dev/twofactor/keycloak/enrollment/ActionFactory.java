package dev.twofactor.keycloak.enrollment;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.models.KeycloakSessionFactory;

/** What the factories of our actions have in common. */
public interface ActionFactory extends RequiredActionFactory {

    /** A link that an administrator mails to have a factor set up must not add a second one later. */
    @Override
    default boolean isOneTimeAction() {
        return true;
    }

    @Override
    default void init(Config.Scope config) {
        // No options.
    }

    @Override
    default void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    default void close() {
        // Nothing is held.
    }
}
