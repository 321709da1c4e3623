package dev.twofactor.keycloak.device;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers the page with the box. */
@AutoService(RequiredActionFactory.class)
public final class TrustActionFactory implements RequiredActionFactory {

    public static final String PROVIDER_ID = "two-factor-trust";
    private static final RequiredActionProvider ACTION = new TrustAction();

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return ACTION;
    }

    @Override
    public String getDisplayText() {
        return "Two-Factor: offer to trust the browser";
    }

    @Override
    public boolean isOneTimeAction() {
        return true;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
