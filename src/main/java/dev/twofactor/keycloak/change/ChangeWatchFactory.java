package dev.twofactor.keycloak.change;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.MethodDisabled;
import dev.twofactor.keycloak.store.OpenChallenges;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers the watch over changes, for every realm without setting anything. */
@AutoService(EventListenerProviderFactory.class)
public final class ChangeWatchFactory implements EventListenerProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new ChangeWatch(session);
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
        factory.register(event -> {
            if (event instanceof MethodDisabled told) {
                new MethodChanges(told.session()).disabled(told.realm(), told.userId(), told.type());
            }
            if (event instanceof MethodChange change && change.kind() == MethodChange.Kind.REMOVED) {
                OpenChallenges.end(
                        change.session(), change.realm().getId(), change.user().getId());
            }
        });
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return "two-factor-changes";
    }
}
