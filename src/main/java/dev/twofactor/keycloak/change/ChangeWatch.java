package dev.twofactor.keycloak.change;

import dev.twofactor.keycloak.FactorTypes;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/** Hears of all requests that may have changed a user's second factors, and has what changed told. */
final class ChangeWatch implements EventListenerProvider {

    private static final Set<EventType> CHANGES = Set.of(EventType.UPDATE_CREDENTIAL, EventType.REMOVE_CREDENTIAL);
    private static final Pattern OF_USER = Pattern.compile(
            "(?:.*/)?users/([^/]+)(?:/(?:credentials|disable-credential-types|two-factor|methods|data).*)?");

    private final KeycloakSession session;

    ChangeWatch(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (CHANGES.contains(event.getType()) && event.getUserId() != null && mayConcernFactors(event)) {
            new MethodChanges(session).watch(event.getRealmId(), event.getUserId(), false);
        }
    }

    // Trust that ends with what an administrator does comes first, as the user's event; it must not decide whose doing
    // it is.
    private static boolean mayConcernFactors(Event event) {
        String type = event.getDetails() == null ? null : event.getDetails().get(Details.CREDENTIAL_TYPE);
        return type == null || FactorTypes.ALL.contains(type);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        Matcher path = OF_USER.matcher(event.getResourcePath() == null ? "" : event.getResourcePath());
        if (event.getError() == null && path.matches()) {
            new MethodChanges(session).watch(event.getRealmId(), path.group(1), true);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
