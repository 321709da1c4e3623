package dev.twofactor.keycloak.login;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Registers the step that has people set up a second factor. */
@AutoService(AuthenticatorFactory.class)
public final class EnrollmentAuthenticatorFactory implements StepFactory {

    public static final String PROVIDER_ID = "two-factor-enrollment";
    private static final Authenticator STEP = new EnrollmentAuthenticator();
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
        return "Two-Factor: enrollment";
    }

    @Override
    public String getHelpText() {
        return "Goes behind the second factor: has people set one up where the policy requires or offers it. Switched off,"
                + " it frees the applications that use this flow.";
    }

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return CHOICES.clone();
    }
}
