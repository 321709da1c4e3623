package dev.twofactor.keycloak.enrollment;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.duty.ImposedEnrollment;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers the action that lets a person choose what to set up, and sees to it that realms know our actions. */
@AutoService(RequiredActionFactory.class)
public final class ChooseMethodFactory implements ActionFactory {

    public static final String PROVIDER_ID = ImposedEnrollment.ACTION;
    private static final RequiredActionProvider ACTION = new ChooseMethod();

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return ACTION;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new RealmActions());
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayText() {
        return "Two-Factor: set up a second factor";
    }
}
