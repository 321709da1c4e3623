package dev.twofactor.keycloak.device;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.keycloak.CodesLocked;
import dev.twofactor.keycloak.change.AccountReported;
import dev.twofactor.keycloak.change.MethodChange;
import jakarta.ws.rs.HttpMethod;
import java.util.regex.Pattern;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderEvent;

/** Registers the watch over accounts, for every realm without setting anything. */
@AutoService(EventListenerProviderFactory.class)
public final class AccountWatchFactory implements EventListenerProviderFactory {

    private static final Pattern RESET = Pattern.compile(".*/two-factor/users/[^/]+/?");

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
            onMethod(change);
        } else if (event instanceof CodesLocked locked) {
            onLock(locked);
        } else if (event instanceof AccountReported report) {
            TrustedDevices.of(report.session()).endAll(report.realm(), report.user(), TrustEnd.NOT_ME);
        }
    }

    // Past the request's own transaction: a wrong code may roll that back.
    private static void onLock(CodesLocked locked) {
        AccountWatch.run(
                locked.session().getKeycloakSessionFactory(),
                locked.realm().getId(),
                locked.userId(),
                (devices, realm, user) -> devices.endAll(realm, user, TrustEnd.WRONG_CODES));
    }

    private static void onMethod(MethodChange change) {
        TrustEnd event = kind(change.kind());
        if (!isOfReset(change.session().getContext().getHttpRequest())) {
            TrustedDevices.of(change.session()).endAll(change.realm(), change.user(), event);
        }
    }

    private static TrustEnd kind(MethodChange.Kind kind) {
        return switch (kind) {
            case ADDED -> TrustEnd.METHOD_ADDED;
            case REMOVED -> TrustEnd.METHOD_REMOVED;
            case SWITCHED_OFF, SWITCHED_ON, DISABLED -> TrustEnd.METHOD_UPDATED;
        };
    }

    // What an administrator's reset removes is an event of its own.
    private static boolean isOfReset(HttpRequest request) {
        return request != null
                && HttpMethod.DELETE.equals(request.getHttpMethod())
                && RESET.matcher(request.getUri().getPath()).matches();
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
