package dev.twofactor.keycloak.service;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.keycloak.ComponentSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.vault.VaultStringSecret;

/** Reads a component's settings with {@code ${vault.…}} resolved; a secret that cannot be resolved is an error. */
final class VaultSettings {

    private static final String VAULT_PREFIX = "${vault.";

    private VaultSettings() {}

    static Settings of(KeycloakSession session, ComponentModel component) {
        Map<String, String> values = new LinkedHashMap<>();
        ComponentSettings.valuesOf(component).forEach((key, value) -> values.put(key, clear(session, key, value)));
        return new Settings(values);
    }

    private static String clear(KeycloakSession session, String key, String value) {
        if (value.equals(ComponentRepresentation.SECRET_VALUE)) {
            throw new SettingException(key, "is only the mask of a secret; enter the secret again");
        }
        return value.startsWith(VAULT_PREFIX) ? resolve(session, key, value) : value;
    }

    private static String resolve(KeycloakSession session, String key, String expression) {
        try (VaultStringSecret secret = session.vault().getStringSecret(expression)) {
            return secret.get().orElseThrow(() -> new SettingException(key, "is not in the vault"));
        }
    }
}
