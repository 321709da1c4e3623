package dev.twofactor.keycloak.login;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.credential.OTPCredentialModel;

/** Registers the step "Authenticator app". */
@AutoService(AuthenticatorFactory.class)
public final class TotpAuthenticatorFactory implements StepFactory {

    public static final String PROVIDER_ID = "two-factor-totp";
    private static final Authenticator STEP = new TotpAuthenticator();

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
        return "Two-Factor: authenticator app";
    }

    @Override
    public String getHelpText() {
        return "Asks for the code that the user's authenticator app shows.";
    }

    @Override
    public String getReferenceCategory() {
        return OTPCredentialModel.TYPE;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES;
    }
}
