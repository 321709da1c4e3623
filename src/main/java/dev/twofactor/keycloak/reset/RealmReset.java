package dev.twofactor.keycloak.reset;

import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.device.TrustedDevices;
import dev.twofactor.keycloak.store.RealmResets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Works a realm's reset off in small transactions. How far it has come is written in the same transaction as what was
 * removed, so a restart goes on with the next user; nobody is told one by one, trust in browsers ends unless the policy
 * leaves this out.
 */
final class RealmReset {

    private static final Logger LOG = Logger.getLogger(RealmReset.class);
    private static final int BATCH = 50;

    private final KeycloakSessionFactory sessions;
    private final String realmId;

    RealmReset(KeycloakSessionFactory sessions, String realmId) {
        this.sessions = sessions;
        this.realmId = realmId;
    }

    /** Goes on until all users are done, somebody cancels, or this thread is interrupted. */
    void run() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = batch();
        }
    }

    // One user whose directory does not answer must not hold up the others.
    private boolean batch() {
        try {
            return step(BATCH);
        } catch (RuntimeException e) {
            LOG.debugf(
                    "A batch of the reset of realm %s is taken apart: %s",
                    realmId, e.getClass().getName());
        }
        boolean more = true;
        for (int i = 0; i < BATCH && more; i++) {
            more = alone();
        }
        return more;
    }

    private boolean alone() {
        try {
            return step(1);
        } catch (RuntimeException e) {
            return skip(e);
        }
    }

    private boolean step(int most) {
        return inTurn((session, realm, turn) -> {
            List<String> users = turn.next(most);
            if (users.isEmpty()) {
                turn.end(Time.currentTimeMillis());
                return false;
            }
            List<String> removed = new ArrayList<>();
            users.forEach(id -> reset(session, realm, id, turn.startedAt(), removed::add));
            turn.forget(removed);
            turn.done(users);
            return true;
        });
    }

    private boolean skip(RuntimeException fault) {
        return inTurn((session, realm, turn) -> {
            List<String> users = turn.next(1);
            users.forEach(id -> {
                LOG.warnf(
                        "The second factors of user %s were not removed: %s",
                        id, fault.getClass().getName());
                turn.failed(id);
            });
            return !users.isEmpty();
        });
    }

    private static void reset(
            KeycloakSession session, RealmModel realm, String id, long startedAt, Consumer<String> removed) {
        UserModel user = session.users().getUserById(realm, id);
        if (user == null) {
            return;
        }
        TrustedDevices.of(session)
                .during(
                        realm,
                        user,
                        TrustEnd.ADMIN_RESET,
                        () -> removeAll(user.credentialManager(), startedAt, removed));
    }

    private static void removeAll(SubjectCredentialManager credentials, long startedAt, Consumer<String> removed) {
        credentials
                .getStoredCredentialsStream()
                .filter(row -> FactorTypes.ALL.contains(row.getType()))
                .filter(row -> Objects.requireNonNullElse(row.getCreatedDate(), 0L) < startedAt)
                .map(CredentialModel::getId)
                .toList()
                .forEach(row -> {
                    credentials.removeStoredCredentialById(row);
                    removed.accept(row);
                });
    }

    private interface Work {
        boolean on(KeycloakSession session, RealmModel realm, RealmResets.Turn turn);
    }

    private boolean inTurn(Work work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return false;
            }
            session.getContext().setRealm(realm);
            Optional<RealmResets.Turn> turn = new RealmResets(session, FactorTypes.ALL).take(realmId);
            return turn.isPresent() && work.on(session, realm, turn.get());
        });
    }
}
