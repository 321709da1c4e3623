package dev.twofactor.keycloak.enrollment;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Keeps the index in step with the credentials: after events that change them, and at each login for what no event told
 * of. It writes after the request's commit, in a transaction of its own: a write that fails never costs somebody the login.
 */
final class IndexUpkeep implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(IndexUpkeep.class);
    private static final Set<EventType> CHANGES =
            Set.of(EventType.UPDATE_CREDENTIAL, EventType.REMOVE_CREDENTIAL, EventType.REGISTER);
    private static final Pattern CREDENTIALS_OF =
            Pattern.compile("(?:two-factor/)?users/([^/]+)(?:/(?:(?:credentials|methods)/.*|data))?");

    private final KeycloakSession session;

    IndexUpkeep(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getUserId() == null || event.getError() != null) {
            return;
        }
        if (CHANGES.contains(event.getType())) {
            afterCommit(event.getRealmId(), event.getUserId(), () -> true);
        } else if (event.getType() == EventType.LOGIN) {
            atCommit(event.getRealmId(), event.getUserId());
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() != null) {
            return;
        }
        if (concernsMany(event)) {
            Upkeep.soon(session);
        }
        if (event.getResourcePath() != null) {
            Matcher path = CREDENTIALS_OF.matcher(event.getResourcePath());
            if (path.matches()) {
                afterCommit(event.getRealmId(), path.group(1), () -> true);
            }
        }
    }

    // A realm that begins with us, and a directory that goes.
    private static boolean concernsMany(AdminEvent event) {
        return "TWO_FACTOR_SETUP".equals(event.getResourceTypeAsString())
                || event.getResourceType() == ResourceType.COMPONENT
                        && event.getOperationType() == OperationType.DELETE;
    }

    // Keycloak swallows what a listener throws. A database that goes away in this look would so take the login back and
    // leave the person with the answer that they are in; within the commit, the commit itself finds that it cannot be.
    private void atCommit(String realmId, String userId) {
        AtomicBoolean behind = new AtomicBoolean();
        session.getTransactionManager().enlistPrepare(onCommit(() -> behind.set(isBehind(realmId, userId))));
        afterCommit(realmId, userId, behind::get);
    }

    // What else fails here, a directory for example, costs nobody the login.
    private boolean isBehind(String realmId, String userId) {
        try {
            return !isUpToDate(realmId, userId);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The enrollment index of user %s was not compared: %s",
                    userId, e.getClass().getName());
            return true;
        }
    }

    private boolean isUpToDate(String realmId, String userId) {
        RealmModel realm = session.realms().getRealm(realmId);
        UserModel user = realm == null ? null : session.users().getUserById(realm, userId);
        return user == null || new IndexedUser(session, realm, user).isUpToDate();
    }

    private void afterCommit(String realmId, String userId, BooleanSupplier needed) {
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(onCommit(() -> {
            if (needed.getAsBoolean()) {
                bringUpToDate(sessions, realmId, userId);
            }
        }));
    }

    private static KeycloakTransaction onCommit(Runnable work) {
        return new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                work.run();
            }

            @Override
            protected void rollbackImpl() {
                // Nothing changed.
            }
        };
    }

    // Two requests of one user may collide here; the next login puts right what then is missing.
    private static void bringUpToDate(KeycloakSessionFactory sessions, String realmId, String userId) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, own -> {
                RealmModel realm = own.realms().getRealm(realmId);
                own.getContext().setRealm(realm);
                UserModel user = realm == null ? null : own.users().getUserById(realm, userId);
                if (user != null) {
                    new IndexedUser(own, realm, user).bringUpToDate();
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The enrollment index of user %s was not brought up to date: %s",
                    userId, e.getClass().getName());
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
