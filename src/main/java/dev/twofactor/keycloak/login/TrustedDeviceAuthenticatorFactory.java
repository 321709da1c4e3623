package dev.twofactor.keycloak.login;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Registers the step that stands before the second factor. */
@AutoService(AuthenticatorFactory.class)
public final class TrustedDeviceAuthenticatorFactory implements StepFactory {

    public static final String PROVIDER_ID = "two-factor-trusted-device";
    private static final Authenticator STEP = new TrustedDeviceAuthenticator();
    private static final Requirement[] CHOICES = {Requirement.REQUIRED, Requirement.DISABLED};

    @Override
    public Authenticator create(KeycloakSession session) {
        return STEP;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Two-Factor: trusted device";
    }

    @Override
    public String getHelpText() {
        return "Goes right before the second factor, and never asks anything: recognises a trusted browser, which"
                + " is then spared the second factor, and prepares what the second factor can use.";
    }

    /** The Account Console lists credentials of this type because of it. */
    @Override
    public String getReferenceCategory() {
        return PROVIDER_ID;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return CHOICES.clone();
    }
}
