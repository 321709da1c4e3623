package dev.twofactor.keycloak.settings;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.enrollment.ActionFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/** Registers the page on which people manage their second factors. */
@AutoService(RequiredActionFactory.class)
public final class SettingsActionFactory implements ActionFactory {

    public static final String PROVIDER_ID = "two-factor-settings";
    private static final RequiredActionProvider ACTION = new SettingsAction();

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return ACTION;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayText() {
        return "Two-Factor: settings";
    }
}
