package dev.twofactor.keycloak.service;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.util.LinkedHashMap;
import java.util.List;
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
        component.getConfig().forEach((key, list) -> first(list, key, values, session));
        return new Settings(values);
    }

    private static void first(List<String> list, String key, Map<String, String> values, KeycloakSession session) {
        if (list == null || list.isEmpty() || list.get(0) == null) {
            return;
        }
        String value = list.get(0);
        if (value.equals(ComponentRepresentation.SECRET_VALUE)) {
            throw new SettingException(key, "is only the mask of a secret; enter the secret again");
        }
        values.put(key, value.startsWith(VAULT_PREFIX) ? resolve(session, key, value) : value);
    }

    private static String resolve(KeycloakSession session, String key, String expression) {
        try (VaultStringSecret secret = session.vault().getStringSecret(expression)) {
            return secret.get().orElseThrow(() -> new SettingException(key, "is not in the vault"));
        }
    }
}
