package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.Counts;
import dev.twofactor.domain.otp.Streak;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * All that our tables hold of one user: to tell and to erase. What only a machine can use is not told: secrets, hashes, stamps and
 * keys; {@code docs/privacy.md} names every column.
 */
public final class StoredUserData {

    /** Rows of one table that are told at most, the newest first; within the default limits a user has far fewer. */
    public static final int MOST = 10_000;

    private static final String OF_USER = "e.realmId = :realm and e.userId = :user";
    private static final String OF_MESSAGES =
            "e.deliveryId in (select l.id from TwoFactorLedger l where l.realmId = :realm and l.userId = :user)";

    private static final List<Kind> KINDS = List.of(
            new Kind("enrollment", "TwoFactorEnrollment", OF_USER, "since credentialId type enabled"),
            new Kind(
                    "device",
                    "TwoFactorDevice",
                    OF_USER,
                    "since id clientId browser system:systemName place lastUsedAt rotatedAt endsAt"),
            new Kind(
                    "challenge",
                    "TwoFactorChallenge",
                    OF_USER,
                    "issuedAt id length:codeLength expiresAt lastSentAt sends wrong used"),
            new Kind("claim", "TwoFactorClaim", OF_USER, "takenAt"),
            new Kind(
                    "ledger",
                    "TwoFactorLedger",
                    OF_USER,
                    "createdAt id challengeId channel destination country state outcome reason service vendorId"
                            + " earlyState earlyService settledAt segments priceMicros verified"),
            new Kind(
                    "attempt",
                    "TwoFactorAttempt",
                    OF_MESSAGES,
                    "startedAt id deliveryId service state outcome reason vendorId country segments priceMicros"
                            + " endedAt"));

    private final EntityManager em;
    private final String realmId;
    private final String userId;

    public StoredUserData(KeycloakSession session, String realmId, String userId) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
        this.userId = userId;
    }

    /**
     * Rows of one table.
     *
     * @param name the table's without its prefix
     * @param told attributes, the one that orders the rows first; behind a colon its column's name where that is another
     */
    private record Kind(String name, String entity, String whose, String told) {

        String query() {
            return Stream.of(told.split(" "))
                            .map(attribute -> "e." + attribute.split(":")[0])
                            .collect(Collectors.joining(", ", "select ", " from " + entity + " e where " + whose))
                    + " order by e." + told.split(" ")[0] + " desc";
        }

        Map<String, Object> told(Tuple row) {
            String[] attributes = told.split(" ");
            Map<String, Object> shown = new LinkedHashMap<>();
            for (int i = 0; i < attributes.length; i++) {
                put(shown, attributes[i].replaceFirst(".*:", ""), row.get(i));
            }
            return shown;
        }
    }

    /**
     * Rows by table, its name in small letters without {@code two_factor_}; columns in the manner of {@code createdAt}, times in
     * milliseconds since 1970, what is empty left out.
     */
    public Map<String, List<Map<String, Object>>> tables() {
        Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
        tables.put("user", counts());
        for (Kind kind : KINDS) {
            tables.put(kind.name(), rows(kind));
        }
        return tables;
    }

    /** Takes all of it away, in the session's transaction. */
    public void erase() {
        RemovedRows.delete(em, realmId, userId);
    }

    private List<Map<String, Object>> rows(Kind kind) {
        return em
                .createQuery(kind.query(), Tuple.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setMaxResults(MOST)
                .getResultList()
                .stream()
                .map(kind::told)
                .toList();
    }

    private List<Map<String, Object>> counts() {
        UserEntity row = em.find(UserEntity.class, new UserEntity.Key(realmId, userId));
        if (row == null) {
            return List.of();
        }
        Counts counts = row.counts();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("evaluations", counts.evaluations());
        told.put("consecutiveWrong", counts.consecutiveWrong());
        told.put("wrongAt", millis(counts.wrongAt()));
        told.put("sentAt", millis(counts.sentAt()));
        told.put("enrollSentAt", millis(counts.enrollments().sentAt()));
        told.put("enrollTriedAt", millis(counts.enrollments().triedAt()));
        told.put("streaks", streaks(counts.streaks()));
        put(told, "firstAskedAt", row.firstAskedAt);
        put(told, "lastOfferedAt", row.lastOfferedAt);
        return List.of(told);
    }

    private static Map<String, Map<String, Object>> streaks(Map<String, Streak> streaks) {
        Map<String, Map<String, Object>> told = new LinkedHashMap<>();
        streaks.forEach((method, streak) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("wrong", streak.wrong());
            put(one, "lastAt", streak.lastAt());
            put(one, "offUpTo", streak.offUpTo());
            put(one, "rightAt", streak.rightAt());
            told.put(method, one);
        });
        return told;
    }

    private static List<Long> millis(List<Instant> moments) {
        return moments.stream().map(Instant::toEpochMilli).toList();
    }

    private static void put(Map<String, Object> told, String name, Object value) {
        if (value instanceof Instant moment) {
            told.put(name, moment.toEpochMilli());
        } else if (value instanceof Enum<?> choice) {
            told.put(name, choice.name().toLowerCase(Locale.ROOT));
        } else if (value != null) {
            told.put(name, value);
        }
    }
}
