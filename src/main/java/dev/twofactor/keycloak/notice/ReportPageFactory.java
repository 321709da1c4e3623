package dev.twofactor.keycloak.notice;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.change.ChangesOfRequest;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Registers the page behind the link in a notice, and the notices themselves. */
@AutoService(RealmResourceProviderFactory.class)
public final class ReportPageFactory implements RealmResourceProviderFactory {

    static final String PROVIDER_ID = "two-factor-notice";

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new ReportPage(session);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof ChangesOfRequest changes) {
                new Notices(changes).send();
            }
        });
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
