package dev.twofactor.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/** Makes checks; register it as a service of this type in a JAR of your own. */
public interface SendCheckFactory extends ProviderFactory<SendCheck> {

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
