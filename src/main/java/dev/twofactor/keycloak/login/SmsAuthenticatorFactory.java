package dev.twofactor.keycloak.login;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.sms.SmsChannel;
import dev.twofactor.keycloak.sms.SmsCredential;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Registers the step "Text message". */
@AutoService(AuthenticatorFactory.class)
public final class SmsAuthenticatorFactory implements StepFactory {

    public static final String PROVIDER_ID = "two-factor-sms";
    private static final Authenticator STEP = new CodeAuthenticator(new SmsChannel());

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
        return "Two-Factor: text message";
    }

    @Override
    public String getHelpText() {
        return "Sends a code to the user's phone and asks for it.";
    }

    @Override
    public String getReferenceCategory() {
        return SmsCredential.TYPE;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES;
    }
}
