package dev.twofactor.keycloak.directgrant;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.login.StepFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.credential.OTPCredentialModel;

/** Registers the step for direct grant flows. */
@AutoService(AuthenticatorFactory.class)
public final class DirectGrantAuthenticatorFactory implements StepFactory {

    public static final String PROVIDER_ID = "two-factor-direct-grant";
    private static final Authenticator STEP = new DirectGrantAuthenticator();
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
        return "Two-Factor: token endpoint";
    }

    @Override
    public String getHelpText() {
        return "Sends a code behind the password of a direct grant and takes it as the parameter otp of the next call.";
    }

    /** The category that Keycloak's protector counts wrong codes in, whatever the method. */
    @Override
    public String getReferenceCategory() {
        return OTPCredentialModel.TYPE;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return CHOICES.clone();
    }
}
