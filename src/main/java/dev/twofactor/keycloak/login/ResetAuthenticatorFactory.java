package dev.twofactor.keycloak.login;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Registers the step that stands behind the link of a forgotten password. */
@AutoService(AuthenticatorFactory.class)
public final class ResetAuthenticatorFactory implements StepFactory {

    public static final String PROVIDER_ID = "two-factor-reset";
    private static final Authenticator STEP = new ResetAuthenticator();
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
        return "Two-Factor: not by one mailbox alone";
    }

    @Override
    public String getHelpText() {
        return "Goes behind 'Send Reset Email' and before the second factor: who has no other second factor than codes to"
                + " the mailbox that got the link cannot reset the password by it.";
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
