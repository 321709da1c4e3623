package dev.twofactor.keycloak.change;

import dev.twofactor.keycloak.change.MethodChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Tells of changes once the request that made them is committed. */
public final class MethodChanges {

    private static final Logger LOG = Logger.getLogger(MethodChanges.class);

    private final KeycloakSession session;

    public MethodChanges(KeycloakSession session) {
        this.session = session;
    }

    /** Tells that the user's second factors were switched on or off. */
    public void switched(RealmModel realm, UserModel user, boolean on, boolean byAdministrator) {
        Kind kind = on ? Kind.SWITCHED_ON : Kind.SWITCHED_OFF;
        afterCommit(realm.getId(), user.getId(), told -> told.tell(kind, byAdministrator, null));
    }

    /** Tells that too many wrong codes have put a method out of use, so that all of the user's must be set up again. */
    public void disabled(RealmModel realm, String userId, String type) {
        StoredMethod method = new StoredMethod("", type, "", null);
        afterCommit(realm.getId(), userId, told -> told.tell(Kind.DISABLED, false, method));
    }

    /**
     * Tells what was added and removed until then. The first call within a request counts, whether the change was made
     * before or comes yet: what stood before it is read past the request's own transaction.
     */
    void watch(String realmId, String userId, boolean byAdministrator) {
        String watched = MethodChanges.class.getName() + userId;
        if (session.getAttribute(watched) != null) {
            return;
        }
        session.setAttribute(watched, true);
        Map<String, StoredMethod> before = KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), past -> snapshot(past, realmId, userId));
        if (before != null) {
            afterCommit(realmId, userId, told -> tellDifference(told, before, byAdministrator));
        }
    }

    private static Map<String, StoredMethod> snapshot(KeycloakSession past, String realmId, String userId) {
        RealmModel realm = past.realms().getRealm(realmId);
        past.getContext().setRealm(realm);
        UserModel user = realm == null ? null : past.users().getUserById(realm, userId);
        return user == null ? null : MethodSnapshot.of(user);
    }

    private static void tellDifference(Told told, Map<String, StoredMethod> before, boolean byAdministrator) {
        Map<String, StoredMethod> after = MethodSnapshot.of(told.user());
        before.values().stream()
                .filter(method -> !after.containsKey(method.credentialId()))
                .forEach(method -> told.tell(Kind.REMOVED, byAdministrator, method));
        after.values().stream()
                .filter(method -> !before.containsKey(method.credentialId()))
                .forEach(method -> told.tell(Kind.ADDED, byAdministrator, method));
    }

    private void afterCommit(String realmId, String userId, Consumer<Told> work) {
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        HttpRequest request = session.getContext().getHttpRequest();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                run(sessions, request, realmId, userId, work);
            }

            @Override
            protected void rollbackImpl() {
                // Nothing changed.
            }
        });
    }

    // The change is made; a listener's fault must not turn the answer to it into an error. Its text may carry an
    // address.
    private static void run(
            KeycloakSessionFactory sessions, HttpRequest request, String realmId, String userId, Consumer<Told> work) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, own -> {
                RealmModel realm = own.realms().getRealm(realmId);
                own.getContext().setRealm(realm);
                own.getContext().setHttpRequest(request);
                UserModel user = realm == null ? null : own.users().getUserById(realm, userId);
                if (user != null) {
                    Told told = new Told(own, realm, user, new ArrayList<>());
                    work.accept(told);
                    told.sumUp();
                }
            });
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            LOG.errorf(
                    "A change of second factors of user %s was not told to everybody: %s at %s",
                    userId, e.getClass().getName(), trace.length == 0 ? "an unknown place" : trace[0]);
        }
    }

    private record Told(KeycloakSession session, RealmModel realm, UserModel user, List<MethodChange> changes) {

        void tell(Kind kind, boolean byAdministrator, StoredMethod method) {
            MethodChange change = new MethodChange(session, realm, user, kind, byAdministrator, method);
            changes.add(change);
            session.getKeycloakSessionFactory().publish(change);
        }

        void sumUp() {
            if (!changes.isEmpty()) {
                session.getKeycloakSessionFactory()
                        .publish(new ChangesOfRequest(session, realm, user, List.copyOf(changes)));
            }
        }
    }
}
