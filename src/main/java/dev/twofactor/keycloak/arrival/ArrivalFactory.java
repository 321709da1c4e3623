package dev.twofactor.keycloak.arrival;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.delivery.ArrivalView;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts status and reports at {@code /realms/{realm}/two-factor-delivery}. */
@AutoService(RealmResourceProviderFactory.class)
public final class ArrivalFactory implements RealmResourceProviderFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new ArrivalEndpoint(session);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return ArrivalView.RESOURCE;
    }
}
