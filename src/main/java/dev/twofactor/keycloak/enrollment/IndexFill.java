package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.otp.DestinationKey;
import dev.twofactor.keycloak.server.RealmDestinationKeys;
import dev.twofactor.keycloak.store.UnindexedCredentials;
import dev.twofactor.keycloak.store.UnindexedCredentials.Place;
import dev.twofactor.keycloak.store.UnindexedCredentials.Row;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Takes into the index what no event told of: users who were there before us, or came with a realm file. */
final class IndexFill {

    private static final Logger LOG = Logger.getLogger(IndexFill.class);
    private static final int BATCH = 100;

    private final KeycloakSessionFactory sessions;

    IndexFill(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** One query for each place when nothing is missing; a transaction for each small batch otherwise. */
    void run() {
        for (Place place : Place.values()) {
            String after = "";
            List<Row> batch = next(place, after);
            while (!batch.isEmpty()) {
                index(batch);
                after = batch.get(batch.size() - 1).credentialId();
                batch = next(place, after);
            }
        }
    }

    private List<Row> next(Place place, String after) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                sessions,
                session -> UnindexedCredentials.next(entities(session), place, IndexedUser.TYPES, after, BATCH));
    }

    // An event may have been quicker with one of them, or its realm just went: then each is tried by itself.
    private void index(List<Row> batch) {
        try {
            inTransaction(batch);
        } catch (RuntimeException e) {
            batch.forEach(this::indexAlone);
        }
    }

    private void indexAlone(Row row) {
        try {
            inTransaction(List.of(row));
        } catch (RuntimeException e) {
            LOG.debugf(
                    "Credential %s was not indexed: %s",
                    row.credentialId(), e.getClass().getName());
        }
    }

    private void inTransaction(List<Row> rows) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            Map<String, DestinationKey> keys = new HashMap<>();
            for (Row row : rows) {
                DestinationKey key = keys.computeIfAbsent(row.realmId(), realmId -> key(session, realmId));
                if (key != null) {
                    UnindexedCredentials.index(entities(session), row, IndexedUser.enrollment(credential(row), key));
                }
            }
        });
    }

    private static DestinationKey key(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return null;
        }
        session.getContext().setRealm(realm);
        return RealmDestinationKeys.active(session, realm);
    }

    private static CredentialModel credential(Row row) {
        CredentialModel credential = new CredentialModel();
        credential.setId(row.credentialId());
        credential.setType(row.type());
        credential.setCreatedDate(row.createdDate());
        credential.setCredentialData(row.credentialData());
        return credential;
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
