package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.SecurityStamp;
import dev.twofactor.domain.policy.TrustEnd;
import jakarta.ws.rs.HttpMethod;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
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
            "RESET_PASSWORD",
            "UPDATE_CREDENTIAL",
            "REMOVE_CREDENTIAL",
            "UPDATE_EMAIL",
            "VERIFY_EMAIL",
            "UPDATE_PROFILE",
            "USER_DISABLED_BY_PERMANENT_LOCKOUT");

    private static final Pattern ALL_SESSIONS = Pattern.compile(".*/account/sessions/?");
    private static final Pattern OF_USER = Pattern.compile("(?:two-factor/)?users/([^/]+)(/.*)?");

    private static final String CHANGE = "change";

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
            signedOut(event.getRealmId(), event.getUserId());
        } else if (PasswordChange.isToldBy(event)) {
            passwordSet(event.getRealmId(), event.getUserId(), PasswordChange.of(session));
        } else if (CHANGES.contains(event.getType().name())) {
            changed(event.getRealmId(), event.getUserId());
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        String path = event.getResourcePath();
        if (path == null || event.getError() != null) {
            return;
        }
        Matcher user = OF_USER.matcher(path);
        if (!user.matches()) {
            return;
        }
        if ("/logout".equals(user.group(2))) {
            signedOut(event.getRealmId(), user.group(1));
        } else if ("/reset-password".equals(user.group(2))) {
            passwordSet(event.getRealmId(), user.group(1), Optional.of(TrustEnd.PASSWORD_RESET));
        } else {
            changed(event.getRealmId(), user.group(1));
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

    private void signedOut(String realmId, String userId) {
        TrustEnd event = TrustEnd.SIGNED_OUT_EVERYWHERE;
        afterCommit(realmId, userId, event.name(), (devices, realm, user) -> devices.endAll(realm, user, event));
    }

    private void changed(String realmId, String userId) {
        afterCommit(realmId, userId, CHANGE, TrustedDevices::sweep);
    }

    // One work a request: a sweep before it would take the new password for one that nobody told of.
    private void passwordSet(String realmId, String userId, Optional<TrustEnd> event) {
        if (session.getAttribute(noted(userId, CHANGE)) != null) {
            return;
        }
        Optional<SecurityStamp> before = event.flatMap(known -> before(realmId, userId));
        afterCommit(realmId, userId, CHANGE, (devices, realm, user) -> {
            before.ifPresent(stamp -> devices.passwordSet(realm, user, event.get(), stamp));
            devices.sweep(realm, user);
        });
    }

    // Read past the request's own transaction, which has set the new password already.
    private Optional<SecurityStamp> before(String realmId, String userId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), past -> user(
                        past, realmId, userId)
                .map(user -> TrustedDevices.of(past).stamp(past.getContext().getRealm(), user)));
    }

    /** What to do with a user's trust, in a transaction of its own. */
    interface Work {
        void on(TrustedDevices devices, RealmModel realm, UserModel user);
    }

    private void afterCommit(String realmId, String userId, String what, Work work) {
        if (session.getAttribute(noted(userId, what)) != null) {
            return;
        }
        session.setAttribute(noted(userId, what), true);
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                run(sessions, realmId, userId, work);
            }

            @Override
            protected void rollbackImpl() {
                // Nothing changed.
            }
        });
    }

    private static String noted(String userId, String what) {
        return AccountWatch.class.getName() + userId + what;
    }

    static void run(KeycloakSessionFactory sessions, String realmId, String userId, Work work) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, own -> user(own, realmId, userId)
                    .ifPresent(user ->
                            work.on(TrustedDevices.of(own), own.getContext().getRealm(), user)));
        } catch (RuntimeException e) {
            // The change itself is made; its answer must not become an error.
            LOG.errorf(
                    "Trust of user %s was not looked at after a change: %s",
                    userId, e.getClass().getName());
        }
    }

    private static Optional<UserModel> user(KeycloakSession own, String realmId, String userId) {
        RealmModel realm = own.realms().getRealm(realmId);
        own.getContext().setRealm(realm);
        return realm == null
                ? Optional.empty()
                : Optional.ofNullable(own.users().getUserById(realm, userId));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
