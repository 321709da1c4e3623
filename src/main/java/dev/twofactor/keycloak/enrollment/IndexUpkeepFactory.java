package dev.twofactor.keycloak.enrollment;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** Registers the upkeep of the index, for every realm without setting anything. */
@AutoService(EventListenerProviderFactory.class)
public final class IndexUpkeepFactory implements EventListenerProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new IndexUpkeep(session);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        RecordedRequirement.prepare();
        factory.register(event -> {
            if (event instanceof PostMigrationEvent started) {
                Upkeep.schedule(started.getFactory());
            }
        });
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return "two-factor-index";
    }
}
