package dev.twofactor.keycloak;

import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes a realm's text message service from its component; a vendor adds one of these and an {@link SmsService}. */
public interface SmsServiceFactory extends ComponentFactory<SmsService, SmsService> {

    @Override
    default void init(Config.Scope config) {
        // Most vendors have no server options.
    }

    @Override
    default void postInit(KeycloakSessionFactory factory) {
        // Most vendors prepare nothing.
    }

    @Override
    default void close() {
        // Most vendors hold nothing.
    }
}
