package dev.twofactor.testprovider;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Ends every request whose code was not accepted in a server error, in realms that list it among their event listeners. The
 * event comes after the try was counted; Keycloak swallows what a listener throws, but not a transaction that cannot commit.
 */
public final class BreakAfterWrongCode implements EventListenerProviderFactory {

    /** The listener's id. */
    public static final String ID = "break-after-wrong-code";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new Listener(session);
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to set.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    @Override
    public String getId() {
        return ID;
    }

    private record Listener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(Event event) {
            if (event.getError() != null
                    && event.getDetails() != null
                    && event.getDetails().containsKey("two_factor_reason")) {
                session.getTransactionManager().enlistPrepare(new Breaking());
            }
        }

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            // No code is typed there.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private static final class Breaking extends AbstractKeycloakTransaction {

        @Override
        protected void commitImpl() {
            throw new IllegalStateException("broken on purpose after a wrong code");
        }

        @Override
        protected void rollbackImpl() {
            // Nothing was done.
        }
    }
}
