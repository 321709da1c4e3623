package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Makes a realm's text message service from its component; a vendor adds one of these and an {@link SmsService}. */
public interface SmsServiceFactory extends ComponentFactory<SmsService, SmsService> {

    /**
     * Judges the vendor's own settings by their syntax, offline; {@code ${vault.…}} stands where a secret may stand.
     *
     * @throws SettingException naming the first key that cannot be used
     */
    default void check(Settings settings) {
        // Most vendors have settings; the simplest has none.
    }

    /** Judges the syntax only and offline: a realm import must not depend on a vendor. */
    @Override
    default void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        try {
            ServiceCheck.check(this, realm, model);
        } catch (SettingException e) {
            throw new ComponentValidationException(e.getMessage(), e);
        }
    }

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
