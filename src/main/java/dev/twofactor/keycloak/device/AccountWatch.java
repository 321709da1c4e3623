package dev.twofactor.keycloak.device;

import dev.twofactor.domain.policy.TrustEnd;
import jakarta.ws.rs.HttpMethod;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends trust as soon as an account changes. The stamp in each row would end it at the next login too; this is for changes that
 * a stamp does not show (there and back again, a sign-out) and for lists. It works after the commit, in a transaction of its
 * own.
 */
final class AccountWatch implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(AccountWatch.class);
    /** By name: not all of them are known to all supported servers. */
    private static final Set<String> CHANGES = Set.of(
            "UPDATE_PASSWORD",
            "RESET_PASSWORD",
            "UPDATE_CREDENTIAL",
            "REMOVE_CREDENTIAL",
            "UPDATE_EMAIL",
            "VERIFY_EMAIL",
            "UPDATE_PROFILE",
            "USER_DISABLED_BY_PERMANENT_LOCKOUT");

    private static final Pattern ALL_SESSIONS = Pattern.compile(".*/account/sessions/?");
    private static final Pattern OF_USER = Pattern.compile("(?:two-factor/)?users/([^/]+)(/.*)?");
    private static final Pattern RESET = Pattern.compile("(?:.*/)?two-factor/users/([^/]+)");

    private final KeycloakSession session;

    AccountWatch(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getUserId() == null || event.getError() != null || isOurs(event)) {
            return;
        }
        if (event.getType() == EventType.LOGOUT && isOfAllSessions()) {
            afterCommit(event.getRealmId(), event.getUserId(), TrustEnd.SIGNED_OUT_EVERYWHERE);
        } else if (CHANGES.contains(event.getType().name())) {
            afterCommit(event.getRealmId(), event.getUserId(), null);
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        String path = event.getResourcePath();
        if (path == null || event.getError() != null) {
            return;
        }
        Matcher reset = RESET.matcher(path);
        Matcher user = OF_USER.matcher(path);
        if (reset.matches() && event.getOperationType() == OperationType.DELETE) {
            afterCommit(event.getRealmId(), reset.group(1), TrustEnd.ADMIN_RESET);
        } else if (user.matches()) {
            boolean out = "/logout".equals(user.group(2));
            afterCommit(event.getRealmId(), user.group(1), out ? TrustEnd.SIGNED_OUT_EVERYWHERE : null);
        }
    }

    private static boolean isOurs(Event event) {
        return event.getDetails() != null
                && TrustedDeviceCredential.TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE))
                && event.getDetails().containsKey(TrustEvents.MARK);
    }

    // Keycloak raises the same event for one session, for all, and for a usual sign-out: only the request tells.
    private boolean isOfAllSessions() {
        HttpRequest request = session.getContext().getHttpRequest();
        return request != null
                && HttpMethod.DELETE.equals(request.getHttpMethod())
                && ALL_SESSIONS.matcher(request.getUri().getPath()).matches();
    }

    /** @param end what ends all trust; null for whatever no longer stands */
    private void afterCommit(String realmId, String userId, TrustEnd end) {
        String noted = AccountWatch.class.getName() + userId + end;
        if (session.getAttribute(noted) != null) {
            return;
        }
        session.setAttribute(noted, true);
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                run(sessions, realmId, userId, end);
            }

            @Override
            protected void rollbackImpl() {
                // Nothing changed.
            }
        });
    }

    private static void run(KeycloakSessionFactory sessions, String realmId, String userId, TrustEnd end) {
        BiConsumer<KeycloakSession, UserModel> work = (own, user) -> {
            TrustedDevices devices = TrustedDevices.of(own);
            RealmModel realm = own.getContext().getRealm();
            if (end == null) {
                devices.sweep(realm, user);
            } else {
                devices.endAll(realm, user, end);
            }
        };
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, own -> {
                RealmModel realm = own.realms().getRealm(realmId);
                own.getContext().setRealm(realm);
                UserModel user = realm == null ? null : own.users().getUserById(realm, userId);
                if (user != null) {
                    work.accept(own, user);
                }
            });
        } catch (RuntimeException e) {
            // The change itself is made; its answer must not become an error.
            LOG.errorf(
                    "Trust of user %s was not looked at after a change: %s",
                    userId, e.getClass().getName());
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
