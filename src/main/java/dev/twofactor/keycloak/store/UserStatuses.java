package dev.twofactor.keycloak.store;

import dev.twofactor.domain.enrollment.Status;
import dev.twofactor.domain.otp.Streak;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.jpa.entities.UserEntity;

/** Pages and counts of a realm's users by the status of their second factors; what a page takes does not grow with the realm. */
public final class UserStatuses {

    private static final char ESCAPE = '\\';

    private final EntityManager em;
    private final StatusRules rules;
    private final Visible visible;

    /** Which users the one who asks may see: further conditions, none when all. */
    public interface Visible {
        List<Predicate> conditions(CriteriaBuilder cb, CriteriaQuery<?> query, Root<UserEntity> user);
    }

    /** One user; {@code types} are credential types, moments in milliseconds since 1970 or null. */
    public record Row(
            String id, String username, Status status, List<String> types, Long lastMessageAt, Long lastUsedAt) {}

    /** @param search begins a name or address, {@code *} stands for anything; null for all users */
    public record Filter(String search, Status status) {}

    public UserStatuses(EntityManager em, StatusRules rules, Visible visible) {
        this.em = em;
        this.rules = rules;
        this.visible = visible;
    }

    /** Users in the order of their names, without service accounts. */
    public List<Row> page(Filter filter, int first, int max) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Tuple> query = cb.createTupleQuery();
        Root<UserEntity> user = query.from(UserEntity.class);
        query.select(cb.tuple(user.get("id"), user.get("username")))
                .where(conditions(cb, query, user, filter))
                .orderBy(cb.asc(user.get("username")), cb.asc(user.get("id")));
        Map<String, String> names = new LinkedHashMap<>();
        em.createQuery(query)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList()
                .forEach(row -> names.put(row.get(0, String.class), row.get(1, String.class)));
        return names.isEmpty() ? List.of() : rows(names);
    }

    /** How many users have each status; the sum is all users that the search meets. */
    public Map<Status, Long> counts(String search) {
        long left = count(new Filter(search, null));
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Status status : List.of(Status.LOCKED, Status.ENABLED, Status.OFF, Status.NONE)) {
            long count = count(new Filter(search, status));
            counts.put(status, count);
            left -= count;
        }
        // Pending is what is left over, because asking for it takes a database longest.
        // Between two of these questions somebody may have changed status.
        counts.put(Status.PENDING, Math.max(0, left));
        return counts;
    }

    private long count(Filter filter) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Long> query = cb.createQuery(Long.class);
        Root<UserEntity> user = query.from(UserEntity.class);
        query.select(cb.count(user)).where(conditions(cb, query, user, filter));
        return em.createQuery(query).getSingleResult();
    }

    private Predicate[] conditions(CriteriaBuilder cb, CriteriaQuery<?> query, Root<UserEntity> user, Filter filter) {
        List<Predicate> conditions = new ArrayList<>(visible.conditions(cb, query, user));
        conditions.add(cb.equal(user.get("realmId"), rules.realmId()));
        conditions.add(cb.isNull(user.get("serviceAccountClientLink")));
        if (filter.search() != null) {
            String pattern = pattern(filter.search());
            conditions.add(cb.or(Stream.of("username", "email", "firstName", "lastName")
                    .map(field -> cb.like(cb.lower(text(user, field)), pattern, ESCAPE))
                    .toArray(Predicate[]::new)));
        }
        if (filter.status() != null) {
            conditions.add(new StatusConditions(cb, query, user, rules).is(filter.status()));
        }
        return conditions.toArray(Predicate[]::new);
    }

    private static Expression<String> text(Root<UserEntity> user, String field) {
        return user.get(field);
    }

    private static String pattern(String search) {
        String quoted = search.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
        return quoted.replace('*', '%') + "%";
    }

    private List<Row> rows(Map<String, String> names) {
        Set<String> ids = names.keySet();
        Map<String, Status> statuses = statuses(ids);
        Map<String, List<String>> types = types(ids);
        Map<String, Long> messages = lastMessages(ids);
        Map<String, Long> uses = lastUses(ids);
        return names.entrySet().stream()
                .map(user -> new Row(
                        user.getKey(),
                        user.getValue(),
                        statuses.getOrDefault(user.getKey(), Status.NONE),
                        types.getOrDefault(user.getKey(), List.of()),
                        messages.get(user.getKey()),
                        uses.get(user.getKey())))
                .toList();
    }

    private Map<String, Status> statuses(Collection<String> ids) {
        Map<String, Status> statuses = new HashMap<>();
        Arrays.stream(Status.values()).filter(status -> status != Status.NONE).forEach(status -> with(status, ids)
                .forEach(id -> statuses.put(id, status)));
        return statuses;
    }

    private List<String> with(Status status, Collection<String> ids) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<String> query = cb.createQuery(String.class);
        Root<UserEntity> user = query.from(UserEntity.class);
        query.select(user.get("id"))
                .where(user.get("id").in(ids), new StatusConditions(cb, query, user, rules).is(status));
        return em.createQuery(query).getResultList();
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
