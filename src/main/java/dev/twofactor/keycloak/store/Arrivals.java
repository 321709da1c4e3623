package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.EarlyReport;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** What became of a realm's messages, read and written within the request. */
public final class Arrivals {

    /** A page is not followed for longer: no code lives longer than ten minutes. */
    private static final Duration FOLLOWED = Duration.ofMinutes(15);
    /** What a vendor tells later is of no use to anybody. */
    private static final Duration LATEST_REPORT = Duration.ofHours(1);

    /** Why a message has its state, where a vendor told it later. */
    static final String REPORTED = "reported";

    private final EntityManager em;
    private final String realmId;

    public Arrivals(KeycloakSession session, String realmId) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
    }

    /**
     * What a report changed.
     *
     * @param since the time from the moment when the request gave the message away
     */
    public record Changed(Channel channel, DeliveryState state, Duration since) {}

    /** The last message of a challenge; empty when there is none in this realm, or when it is old. */
    public Optional<Delivery> last(String challengeId, Instant now) {
        return em.createQuery(
                        "select l from TwoFactorLedger l where l.challengeId = :challenge and l.realmId = :realm"
                                + " and l.createdAt > :since order by l.createdAt desc",
                        LedgerEntity.class)
                .setParameter("challenge", challengeId)
                .setParameter("realm", realmId)
                .setParameter("since", now.minus(FOLLOWED).toEpochMilli())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(LedgerEntity::delivery);
    }

    /**
     * Takes a vendor's report. Late ones, ones of another realm, repeated ones and ones that tell less than is known change nothing;
     * that a message failed counts only from the service that had it last, and so waits for the answer to the send.
     *
     * @return what it changed; empty when nothing
     */
    public Optional<Changed> report(String deliveryId, String service, DeliveryState told, Instant now) {
        LedgerEntity row = em.find(LedgerEntity.class, deliveryId, LockModeType.PESSIMISTIC_WRITE);
        if (row == null
                || !row.realmId.equals(realmId)
                || now.isAfter(Instant.ofEpochMilli(row.createdAt).plus(LATEST_REPORT))) {
            return Optional.empty();
        }
        if (row.service == null) {
            row.take(new EarlyReport(service, told));
        }
        Optional<Changed> changed = Optional.empty();
        boolean counts = told != DeliveryState.FAILED || service.equals(row.service);
        DeliveryState next = row.state.reported(told);
        if (counts && next != row.state) {
            row.state = next;
            row.reason = REPORTED;
            row.settledAt = now.toEpochMilli();
            changed = Optional.of(new Changed(
                    Channel.valueOf(row.channel), next, Duration.between(Instant.ofEpochMilli(row.createdAt), now)));
        }
        em.createQuery(
                        "select a from TwoFactorAttempt a where a.deliveryId = :delivery and a.service = :service",
                        AttemptEntity.class)
                .setParameter("delivery", deliveryId)
                .setParameter("service", service)
                .getResultStream()
                .forEach(attempt -> attempt.state = attempt.state.reported(told));
        return changed;
    }
}
