package dev.twofactor.keycloak.server;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.delivery.MailLogGuard;
import dev.twofactor.keycloak.metrics.EnrolledSample;
import dev.twofactor.keycloak.store.RemovedRows;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderFactory;

/** Starts and ends what the server shares. */
@AutoService(TwoFactorFactory.class)
public class TwoFactorFactory implements ProviderFactory<TwoFactor> {

    private ServerOptions options;
    private ServerDefaults defaults;
    private SharedParts shared;

    @Override
    public TwoFactor create(KeycloakSession session) {
        return new TwoFactor(session, shared);
    }

    @Override
    public void init(Config.Scope config) {
        options = ServerOptions.from(config);
        defaults = new ServerDefaults(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        shared = SharedParts.of(factory, options, defaults);
        MailLogGuard.install();
        factory.register(new RemovedRows());
        factory.register(event -> {
            if (event instanceof PostMigrationEvent started) {
                EnrolledSample.schedule(started.getFactory());
            }
        });
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }

    @Override
    public String getId() {
        return "default";
    }
}
