package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.Trust;
import dev.twofactor.keycloak.store.Devices;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Takes away the credentials of browsers that are trusted no longer: only lists suffer until then. */
final class LeftoverRows {

    private static final Logger LOG = Logger.getLogger(LeftoverRows.class);

    private LeftoverRows() {}

    /** Once a request for each user, after its commit and in a transaction of its own. */
    static void removeAfterCommit(KeycloakSession session, String realmId, String userId) {
        String noted = LeftoverRows.class.getName() + userId;
        if (session.getAttribute(noted) != null) {
            return;
        }
        session.setAttribute(noted, true);
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                run(sessions, realmId, userId);
            }

            @Override
            protected void rollbackImpl() {
                // Nothing ended.
            }
        });
    }

    private static void run(KeycloakSessionFactory sessions, String realmId, String userId) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, own -> {
                RealmModel realm = own.realms().getRealm(realmId);
                own.getContext().setRealm(realm);
                UserModel user = realm == null ? null : own.users().getUserById(realm, userId);
                if (user != null) {
                    remove(own, realm, user);
                }
            });
        } catch (RuntimeException e) {
            // Somebody else changed the same rows at this moment; whatever ends next takes what is left.
            LOG.debugf(
                    "Rows of ended trust of user %s stay for now: %s",
                    userId, e.getClass().getName());
        }
    }

    /** At once, in the session's own transaction. */
    static void remove(KeycloakSession session, RealmModel realm, UserModel user) {
        Set<String> trusted = new Devices(session)
                .of(realm.getId(), user.getId()).stream().map(Trust::id).collect(Collectors.toSet());
        user.credentialManager()
                .getStoredCredentialsByTypeStream(TrustedDeviceCredential.TYPE)
                .map(CredentialModel::getId)
                .filter(id -> !trusted.contains(id))
                .toList()
                .forEach(id -> user.credentialManager().removeStoredCredentialById(id));
    }
}
