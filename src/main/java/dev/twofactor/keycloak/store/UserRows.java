package dev.twofactor.keycloak.store;

import dev.twofactor.domain.enrollment.Status;
import dev.twofactor.domain.otp.Streak;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What else a list of users says of each, wherever the user is kept. */
public final class UserRows {

    private final EntityManager em;
    private final StatusRules rules;

    public UserRows(EntityManager em, StatusRules rules) {
        this.em = em;
        this.rules = rules;
    }

    /**
     * One row for each user, in the same order.
     *
     * @param names by id
     * @param statuses by id; who is missing has none
     */
    public List<UserStatuses.Row> of(Map<String, String> names, Map<String, Status> statuses) {
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, List<String>> types = types(names.keySet());
        Map<String, Long> messages = lastMessages(names.keySet());
        Map<String, Long> uses = lastUses(names.keySet());
        return names.entrySet().stream()
                .map(user -> new UserStatuses.Row(
                        user.getKey(),
                        user.getValue(),
                        statuses.getOrDefault(user.getKey(), Status.NONE),
                        types.getOrDefault(user.getKey(), List.of()),
                        messages.get(user.getKey()),
                        uses.get(user.getKey())))
                .toList();
    }

    private Map<String, List<String>> types(Collection<String> ids) {
        return em.createQuery(
                        "select distinct e.userId, e.type from TwoFactorEnrollment e where e.realmId = :realm"
                                + " and e.userId in :ids and e.type in :types",
                        Object[].class)
                .setParameter("realm", rules.realmId())
                .setParameter("ids", ids)
                .setParameter("types", rules.types())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toList())));
    }

    private Map<String, Long> lastMessages(Collection<String> ids) {
        return em.createQuery(
                        "select l.userId, max(l.createdAt) from TwoFactorLedger l where l.realmId = :realm"
                                + " and l.userId in :ids group by l.userId",
                        Object[].class)
                .setParameter("realm", rules.realmId())
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    private Map<String, Long> lastUses(Collection<String> ids) {
        Map<String, Long> uses = new HashMap<>();
        em.createQuery(
                        "select u.userId, u.streaks from TwoFactorUser u where u.realmId = :realm"
                                + " and u.userId in :ids and u.streaks is not null",
                        Object[].class)
                .setParameter("realm", rules.realmId())
                .setParameter("ids", ids)
                .getResultStream()
                .forEach(row -> Streaks.parse((String) row[1]).values().stream()
                        .map(Streak::rightAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .ifPresent(at -> uses.put((String) row[0], at.toEpochMilli())));
        return uses;
    }
}
