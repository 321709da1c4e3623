package dev.twofactor.keycloak.store;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.jpa.entities.FederatedIdentityEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;

/** Counts and pages of the users whom a requirement would meet; who is disabled or a service account is in none of them. */
public final class RequiredUsersQuery {

    /** What would become of users. */
    public enum Fate {
        /** All who may sign in, required or not. */
        ALL,
        REQUIRED,
        /** Required, and has one. */
        READY,
        /** Required and ready, but has switched it off: a requirement switches it on. */
        SWITCHED_OFF,
        /** Required, and has none. */
        MUST_SET_UP,
        /** Has to set one up, and the profile has neither a verified address nor a phone number to send a code to. */
        WITHOUT_DESTINATION,
        /** Has to set one up, and comes from an identity provider. */
        FROM_PROVIDER;

        /** Its name in our REST. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The one of that name; empty for any other text. */
        public static Optional<Fate> of(String key) {
            return Arrays.stream(values())
                    .filter(fate -> fate.key().equals(key))
                    .findFirst();
        }
    }

    /** What users can be told apart by; each is known by an id or, for providers, an alias. */
    public enum Part {
        ROLE(UserRoleMappingEntity.class, "roleId"),
        GROUP(UserGroupMembershipEntity.class, "groupId"),
        PROVIDER(FederatedIdentityEntity.class, "identityProvider");

        private final Class<?> mapping;
        private final String key;

        Part(Class<?> mapping, String key) {
            this.mapping = mapping;
            this.key = key;
        }
    }

    private final EntityManager em;
    private final RequirementRules rules;
    private final UserStatuses.Visible visible;

    /** @param visible which users the one who asks may see; no count tells of another */
    public RequiredUsersQuery(EntityManager em, RequirementRules rules, UserStatuses.Visible visible) {
        this.em = em;
        this.rules = rules;
        this.visible = visible;
    }

    /** How many there are of each fate. */
    public Map<Fate, Long> counts() {
        Map<Fate, Long> counts = new EnumMap<>(Fate.class);
        counts.put(Fate.ALL, count(Fate.ALL));
        counts.put(Fate.REQUIRED, isEverybodyRequired() ? counts.get(Fate.ALL) : count(Fate.REQUIRED));
        for (Fate fate : List.of(Fate.SWITCHED_OFF, Fate.MUST_SET_UP, Fate.WITHOUT_DESTINATION, Fate.FROM_PROVIDER)) {
            counts.put(fate, count(fate));
        }
        // Between two of these questions somebody may have set one up.
        counts.put(Fate.READY, Math.max(0, counts.get(Fate.REQUIRED) - counts.get(Fate.MUST_SET_UP)));
        return counts;
    }

    /** Whether no question tells apart who is required from who is not. */
    public boolean isEverybodyRequired() {
        return rules.population().isAll();
    }

    private long count(Fate fate) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Long> query = cb.createQuery(Long.class);
        Root<UserEntity> user = query.from(UserEntity.class);
        query.select(cb.count(user)).where(conditions(cb, query, user, fate));
        return em.createQuery(query).getSingleResult();
    }

    /** Id to user name, in the order of names. */
    public Map<String, String> page(Fate fate, int first, int max) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Tuple> query = cb.createTupleQuery();
        Root<UserEntity> user = query.from(UserEntity.class);
        query.select(cb.tuple(user.get("id"), user.get("username")))
                .where(conditions(cb, query, user, fate))
                .orderBy(cb.asc(user.get("username")), cb.asc(user.get("id")));
        Map<String, String> names = new LinkedHashMap<>();
        em.createQuery(query)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList()
                .forEach(row -> names.put(row.get(0, String.class), row.get(1, String.class)));
        return names;
    }

    /** The parts with most users of this fate, the largest first, as key to number; parts without any are left out. */
    public Map<String, Long> largest(Part part, Fate fate, int first, int max) {
        return grouped(part, fate, null, first, max);
    }

    /** How many of this fate each of these parts has; parts without any are left out. */
    public Map<String, Long> of(Part part, Fate fate, Collection<String> keys) {
        return keys.isEmpty() ? Map.of() : grouped(part, fate, keys, 0, keys.size());
    }

    private Map<String, Long> grouped(Part part, Fate fate, Collection<String> keys, int first, int max) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Tuple> query = cb.createTupleQuery();
        // The user is the root: what narrows down whom an admin may see works on roots only.
        Root<UserEntity> user = query.from(UserEntity.class);
        Root<?> mapping = query.from(part.mapping);
        Expression<String> key = mapping.get(part.key);
        List<Predicate> where = new ArrayList<>(List.of(conditions(cb, query, user, fate)));
        where.add(cb.equal(mapping.get("user"), user));
        if (keys != null) {
            where.add(key.in(keys));
        }
        query.select(cb.tuple(key, cb.count(user)))
                .where(where.toArray(Predicate[]::new))
                .groupBy(key)
                .orderBy(cb.desc(cb.count(user)), cb.asc(key));
        Map<String, Long> numbers = new LinkedHashMap<>();
        em.createQuery(query)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList()
                .forEach(row -> numbers.put(row.get(0, String.class), row.get(1, Long.class)));
        return numbers;
    }

    private Predicate[] conditions(CriteriaBuilder cb, CriteriaQuery<?> query, Root<UserEntity> user, Fate fate) {
        List<Predicate> where = new ArrayList<>(visible.conditions(cb, query, user));
        where.add(cb.equal(user.get("realmId"), rules.realmId()));
        where.add(cb.isTrue(user.get("enabled")));
        where.add(cb.isNull(user.get("serviceAccountClientLink")));
        where.addAll(of(fate, new RequirementConditions(cb, query, user, rules)));
        return where.toArray(Predicate[]::new);
    }

    private static List<Predicate> of(Fate fate, RequirementConditions is) {
        return switch (fate) {
            case ALL -> List.of();
            case REQUIRED -> List.of(is.isRequired());
            case READY -> List.of(is.isRequired(), is.isReady());
            case SWITCHED_OFF -> List.of(is.isRequired(), is.isSwitchedOff());
            case MUST_SET_UP -> List.of(is.isRequired(), is.mustSetUp());
            case WITHOUT_DESTINATION -> List.of(is.isRequired(), is.mustSetUp(), is.hasNoDestination());
            case FROM_PROVIDER -> List.of(is.isRequired(), is.mustSetUp(), is.comesFromProvider());
        };
    }
}
