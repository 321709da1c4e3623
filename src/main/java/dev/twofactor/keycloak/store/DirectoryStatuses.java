package dev.twofactor.keycloak.store;

import dev.twofactor.domain.enrollment.Status;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.storage.jpa.entity.FederatedUser;

/**
 * The same for users of directories that are not imported, as far as Keycloak keeps anything of them. Their names stand in
 * the directory alone, so they are in the order of their ids.
 */
public final class DirectoryStatuses {

    private final EntityManager em;
    private final StatusRules rules;

    public DirectoryStatuses(EntityManager em, StatusRules rules) {
        this.em = em;
        this.rules = rules;
    }

    /** @param status null for all */
    public List<String> page(Status status, int first, int max) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<String> query = cb.createQuery(String.class);
        Root<FederatedUser> user = query.from(FederatedUser.class);
        query.select(user.get("id"))
                .where(conditions(cb, query, user, status, null))
                .orderBy(cb.asc(user.get("id")));
        return em.createQuery(query).setFirstResult(first).setMaxResults(max).getResultList();
    }

    /** How many have this status. */
    public long count(Status status) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Long> query = cb.createQuery(Long.class);
        Root<FederatedUser> user = query.from(FederatedUser.class);
        query.select(cb.count(user)).where(conditions(cb, query, user, status, null));
        return em.createQuery(query).getSingleResult();
    }

    /** The status of each of these users; who is missing has none. */
    public Map<String, Status> of(Collection<String> ids) {
        Map<String, Status> statuses = new HashMap<>();
        if (!ids.isEmpty()) {
            for (Status status : Status.values()) {
                with(status, ids).forEach(id -> statuses.put(id, status));
            }
        }
        return statuses;
    }

    private List<String> with(Status status, Collection<String> ids) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<String> query = cb.createQuery(String.class);
        Root<FederatedUser> user = query.from(FederatedUser.class);
        query.select(user.get("id")).where(conditions(cb, query, user, status, ids));
        return em.createQuery(query).getResultList();
    }

    private Predicate[] conditions(
            CriteriaBuilder cb,
            CriteriaQuery<?> query,
            Root<FederatedUser> user,
            Status status,
            Collection<String> ids) {
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(cb.equal(user.get("realmId"), rules.realmId()));
        if (status != null) {
            conditions.add(new StatusConditions(cb, query, user.get("id"), true, rules).is(status));
        }
        if (ids != null) {
            conditions.add(user.get("id").in(ids));
        }
        return conditions.toArray(Predicate[]::new);
    }
}
