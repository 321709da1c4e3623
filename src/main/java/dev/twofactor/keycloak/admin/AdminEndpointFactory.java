package dev.twofactor.keycloak.admin;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.reset.ResetRunner;
import dev.twofactor.keycloak.setup.ConsoleClient;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Puts our admin REST at {@code /admin/realms/{realm}/two-factor}. */
@AutoService(AdminRealmResourceProviderFactory.class)
public final class AdminEndpointFactory implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider {

    private final TestSendLimit testSends = new TestSendLimit();

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder events) {
        return new AdminEndpoint(new AdminCall(session, realm, auth, events), testSends);
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent started) {
                ResetRunner.schedule(started.getFactory());
                ConsoleClient.prepare(started.getFactory());
            }
        });
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return "two-factor";
    }
}
