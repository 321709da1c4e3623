package dev.twofactor.keycloak.enrollment;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/** Registers the action that sets up codes by text message. */
@AutoService(RequiredActionFactory.class)
public final class EnrollSmsFactory implements ActionFactory {

    public static final String PROVIDER_ID = "two-factor-enroll-sms";
    private static final RequiredActionProvider ACTION = new EnrollAction(new PhoneForm());

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
        return "Two-Factor: set up codes by text message";
    }
}
