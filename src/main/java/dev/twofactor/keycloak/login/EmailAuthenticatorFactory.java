package dev.twofactor.keycloak.login;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.email.EmailChannel;
import dev.twofactor.keycloak.email.EmailCredential;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Registers the step "Email". */
@AutoService(AuthenticatorFactory.class)
public final class EmailAuthenticatorFactory implements StepFactory {

    public static final String PROVIDER_ID = "two-factor-email";
    private static final Authenticator STEP = new CodeAuthenticator(new EmailChannel());

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
        return "Two-Factor: email";
    }

    @Override
    public String getHelpText() {
        return "Sends a code to the user's address and asks for it.";
    }

    @Override
    public String getReferenceCategory() {
        return EmailCredential.TYPE;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES;
    }
}
