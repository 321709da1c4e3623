package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.ReportedCode;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Finds codes by the links in their messages, within the request: links without end must take no turn from logins. */
public final class ReportableCodes {

    private final EntityManager em;
    private final String realmId;

    public ReportableCodes(KeycloakSession session, String realmId) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
    }

    /** The code whose link has this hash, with a message since then; empty when there is none in this realm. */
    public Optional<ReportedCode> find(String keyHash, Instant sentSince) {
        return em.createQuery(
                        "select c from TwoFactorChallenge c where c.reportKey = :key and c.realmId = :realm"
                                + " and c.lastSentAt > :since",
                        ChallengeEntity.class)
                .setParameter("key", keyHash)
                .setParameter("realm", realmId)
                .setParameter("since", sentSince.toEpochMilli())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> new ReportedCode(row.userId, row.id, row.sessionId));
    }
}
