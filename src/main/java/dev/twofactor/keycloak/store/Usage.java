package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** What the messages of one realm come to, by day, channel, service and country. */
public final class Usage {

    private static final int MOST_LINES = 10_000;
    private static final int MICRO_DIGITS = 6;
    private static final String DAY = "l.createdAt - mod(l.createdAt, 86400000L)";
    private static final String REALM_AND_TIME = " where l.realmId = :realm and l.createdAt >= :from";

    private final EntityManager em;
    private final String realmId;
    private final long lostBefore;

    /** @param now what nobody has answered for long enough by then counts as failed, as it does for the person who waits */
    public Usage(KeycloakSession session, String realmId, Instant now) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
        this.lostBefore = now.minus(Delivery.LOST_AFTER).toEpochMilli();
    }

    /**
     * What is told apart.
     *
     * @param day its beginning, UTC
     * @param service null where none was asked
     * @param country null where it is not known
     */
    public record Kind(Instant day, String channel, String service, String country) {}

    /**
     * What was sent.
     *
     * @param messages all that this service was the last to be asked for
     * @param failed those that did not leave
     * @param verified those whose code was entered
     * @param segments parts that this service was asked to send, of messages that another one took over too
     * @param money what that cost, in the unit of the services' prices
     */
    public record Line(Kind kind, long messages, long failed, long verified, long segments, BigDecimal money) {

        /** The part whose code was entered, 0 to 1; 0 where there are no messages. */
        public double verifiedShare() {
            return messages == 0 ? 0 : Math.round(10_000d * verified / messages) / 10_000d;
        }
    }

    /** What was sent since then, the newest day first; at most ten thousand lines. */
    public List<Line> since(Instant from) {
        Map<Kind, Line> lines = new LinkedHashMap<>();
        messages(from)
                .forEach(row -> lines.put(kind(row), line(kind(row), number(row[4]), number(row[5]), number(row[6]))));
        costs(from)
                .forEach(row -> lines.merge(
                        kind(row),
                        new Line(kind(row), 0, 0, 0, number(row[4]), BigDecimal.valueOf(number(row[5]), MICRO_DIGITS)),
                        (sent, cost) -> new Line(
                                sent.kind(),
                                sent.messages(),
                                sent.failed(),
                                sent.verified(),
                                cost.segments(),
                                cost.money())));
        List<Line> sorted = new ArrayList<>(lines.values());
        sorted.sort(Comparator.comparing((Line line) -> line.kind().day()).reversed());
        return sorted;
    }

    // A challenge is gone after a day, and leaves in the ledger that its code was entered.
    private List<Object[]> messages(Instant from) {
        return em.createQuery(
                        "select " + DAY + ", l.channel, l.service, l.country, count(l),"
                                + " sum(case when l.state = :failed or " + SentMessages.LOST + " then 1 else 0 end),"
                                + " sum(case when l.verified = true or c.id is not null then 1 else 0 end)"
                                + " from TwoFactorLedger l"
                                + " left join TwoFactorChallenge c on c.id = l.challengeId and c.used = true"
                                + REALM_AND_TIME + " group by " + DAY
                                + ", l.channel, l.service, l.country order by 1 desc",
                        Object[].class)
                .setParameter("failed", DeliveryState.FAILED)
                .setParameter("sending", DeliveryState.SENDING)
                .setParameter("lostBefore", lostBefore)
                .setParameter("realm", realmId)
                .setParameter("from", from.toEpochMilli())
                .setMaxResults(MOST_LINES)
                .getResultList();
    }

    // Of every service that was asked, also where another one sent it in the end: it may have cost something all the
    // same.
    private List<Object[]> costs(Instant from) {
        return em.createQuery(
                        "select " + DAY + ", l.channel, a.service, l.country, sum(a.segments), sum(a.priceMicros)"
                                + " from TwoFactorAttempt a join TwoFactorLedger l on l.id = a.deliveryId"
                                + REALM_AND_TIME + " group by " + DAY
                                + ", l.channel, a.service, l.country order by 1 desc",
                        Object[].class)
                .setParameter("realm", realmId)
                .setParameter("from", from.toEpochMilli())
                .setMaxResults(MOST_LINES)
                .getResultList();
    }

    private static Kind kind(Object[] row) {
        return new Kind(Instant.ofEpochMilli(number(row[0])), (String) row[1], (String) row[2], (String) row[3]);
    }

    private static Line line(Kind kind, long messages, long failed, long verified) {
        return new Line(kind, messages, failed, verified, 0, BigDecimal.ZERO);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
