package dev.twofactor.keycloak.store;

import dev.twofactor.domain.enrollment.Status;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        return names.isEmpty() ? List.of() : new UserRows(em, rules).of(names, statuses(names.keySet()));
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

    /** How many users that is. */
    public long count(Filter filter) {
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
            // Keycloak stores names of accounts and addresses in lower case, and looks for them as they are.
            conditions.add(cb.or(Stream.of(
                            text(user, "username"),
                            text(user, "email"),
                            cb.lower(text(user, "firstName")),
                            cb.lower(text(user, "lastName")))
                    .map(text -> cb.like(text, pattern, ESCAPE))
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
}
