package dev.twofactor.keycloak.registration;

import com.google.auto.service.AutoService;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.FormAction;
import org.keycloak.authentication.FormActionFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Registers the step of a registration flow that asks for a code. */
@AutoService(FormActionFactory.class)
public final class RegistrationCodeFactory implements FormActionFactory {

    public static final String PROVIDER_ID = "two-factor-registration";
    private static final FormAction ACTION = new RegistrationCode();
    private static final Requirement[] CHOICES = {Requirement.REQUIRED, Requirement.DISABLED};

    @Override
    public FormAction create(KeycloakSession session) {
        return ACTION;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Two-Factor: code while registering";
    }

    @Override
    public String getHelpText() {
        return "Asks for a code to a phone or mail address before the registration page, and sets it up with the new account."
                + " Goes behind 'Registration User Profile Creation'.";
    }

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return CHOICES.clone();
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return RegistrationChoice.properties();
    }

    @Override
    public void init(Config.Scope config) {
        // No options of the server's.
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
