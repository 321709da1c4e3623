package dev.twofactor.keycloak.settings;

import com.google.auto.service.AutoService;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Registers the Account Console's entry for the settings page. */
@AutoService(CredentialProviderFactory.class)
@SuppressWarnings("rawtypes")
public final class SettingsEntryFactory implements CredentialProviderFactory<SettingsEntry> {

    @Override
    public SettingsEntry create(KeycloakSession session) {
        return new SettingsEntry(session);
    }

    @Override
    public String getId() {
        return SettingsEntry.TYPE;
    }
}
