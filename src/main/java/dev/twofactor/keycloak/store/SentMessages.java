package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Reads the single messages of one realm's ledger. */
public final class SentMessages {

    static final String LOST = "(l.state = :sending and l.createdAt <= :lostBefore)";

    private final EntityManager em;
    private final String realmId;
    private final Instant now;
    private final long lostBefore;

    /** @param now what nobody has answered for long enough by then counts as failed, as it does for the person who waits */
    public SentMessages(KeycloakSession session, String realmId, Instant now) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
        this.now = now;
        this.lostBefore = now.minus(Delivery.LOST_AFTER).toEpochMilli();
    }

    /** One message; {@code destination} is masked, {@code country}, {@code service} and {@code reason} may be null. */
    public record Message(
            String userId,
            Instant at,
            String channel,
            String destination,
            String country,
            DeliveryState state,
            String reason,
            String service) {}

    /** Which messages are meant; null for any. */
    public record Filter(String userId, DeliveryState state, String channel, String service, String country) {

        private Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("userId", userId);
            values.put("channel", channel);
            values.put("service", service);
            values.put("country", country);
            values.values().removeIf(java.util.Objects::isNull);
            return values;
        }
    }

    /** The newest first. */
    public List<Message> page(Filter filter, int first, int max) {
        StringBuilder query = new StringBuilder("select l from TwoFactorLedger l where l.realmId = :realm");
        filter.values()
                .keySet()
                .forEach(key ->
                        query.append(" and l.").append(key).append(" = :").append(key));
        String state = condition(filter.state());
        query.append(state);
        TypedQuery<LedgerEntity> page = em.createQuery(
                        query.append(" order by l.createdAt desc, l.id").toString(), LedgerEntity.class)
                .setParameter("realm", realmId);
        filter.values().forEach(page::setParameter);
        if (filter.state() != null) {
            page.setParameter("state", filter.state());
        }
        if (state.contains(LOST)) {
            page.setParameter("sending", DeliveryState.SENDING).setParameter("lostBefore", lostBefore);
        }
        return page.setFirstResult(first).setMaxResults(max).getResultList().stream()
                .map(this::message)
                .toList();
    }

    /** A message whose server was killed stays in the table as it was handed over; see {@link Delivery#stateAt}. */
    private static String condition(DeliveryState state) {
        if (state == null) {
            return "";
        }
        return switch (state) {
            case SENDING -> " and l.state = :state and not " + LOST;
            case FAILED -> " and (l.state = :state or " + LOST + ")";
            case SENT, DELIVERED -> " and l.state = :state";
        };
    }

    private Message message(LedgerEntity row) {
        return new Message(
                row.userId,
                Instant.ofEpochMilli(row.createdAt),
                row.channel,
                row.destination,
                row.country,
                row.delivery().stateAt(now),
                row.reason,
                row.service);
    }
}
