package dev.twofactor.keycloak.device;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.keycloak.change.AccountReported;
import dev.twofactor.keycloak.change.MethodChange;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderEvent;

/** Registers the watch over accounts, for every realm without setting anything. */
@AutoService(EventListenerProviderFactory.class)
public final class AccountWatchFactory implements EventListenerProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new AccountWatch(session);
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
        factory.register(AccountWatchFactory::onChange);
        factory.register(new CopyNotice());
    }

    private static void onChange(ProviderEvent event) {
        if (event instanceof MethodChange change) {
            TrustedDevices.of(change.session()).endAll(change.realm(), change.user(), TrustEnd.METHOD_CHANGED);
        } else if (event instanceof AccountReported report) {
            TrustedDevices.of(report.session()).endAll(report.realm(), report.user(), TrustEnd.NOT_ME);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return "two-factor-trust";
    }
}
