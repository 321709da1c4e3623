package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.Asked;
import dev.twofactor.domain.otp.Counts;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** What is counted and noted of one user, read as it stands, without holding or making a row. */
public record StoredUser(Counts counts, Asked asked) {

    private static final StoredUser NOTHING = new StoredUser(Counts.NONE, Asked.NEVER);

    /** Reads in the session's own transaction. */
    public static StoredUser of(KeycloakSession session, String realmId, String userId) {
        UserEntity row = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .find(UserEntity.class, new UserEntity.Key(realmId, userId));
        return row == null ? NOTHING : new StoredUser(row.counts(), row.asked());
    }
}
