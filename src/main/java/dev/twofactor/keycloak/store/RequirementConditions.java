package dev.twofactor.keycloak.store;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.From;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.Set;
import org.keycloak.models.jpa.entities.FederatedIdentityEntity;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;

/** A requirement as conditions that the database judges, so that no list of users is ever held in memory. */
record RequirementConditions(
        CriteriaBuilder cb, CriteriaQuery<?> query, From<?, UserEntity> user, RequirementRules rules) {

    /** Where profiles keep a phone number, which enrolling suggests. */
    private static final String PHONE = "phoneNumber";

    Predicate isRequired() {
        Population meant = rules.population();
        Predicate named = meant.everybody()
                ? cb.conjunction()
                : cb.or(
                        has(UserRoleMappingEntity.class, "roleId", meant.roles()),
                        has(UserGroupMembershipEntity.class, "groupId", meant.groups()));
        return meant.createdFrom() == null
                ? named
                : cb.and(
                        named,
                        cb.greaterThanOrEqualTo(
                                user.get("createdTimestamp"),
                                meant.createdFrom().toEpochMilli()));
    }

    Predicate isReady() {
        return rules.mailLent() ? cb.not(mustSetUp()) : hasSetUp(false);
    }

    // Each by itself, so that the database can join instead of asking for every user.
    Predicate mustSetUp() {
        return rules.mailLent()
                ? cb.and(cb.not(hasSetUp(false)), cb.not(hasVerifiedAddress()))
                : cb.not(hasSetUp(false));
    }

    /** Has switched off what is set up; a requirement switches it on. */
    Predicate isSwitchedOff() {
        return cb.and(hasSetUp(false), cb.not(hasSetUp(true)));
    }

    /** Needs one and has none: where only apps can be set up nobody needs one. */
    Predicate hasNoDestination() {
        if (!rules.mailOffered() && !rules.phoneOffered()) {
            return cb.disjunction();
        }
        Predicate none = cb.conjunction();
        if (rules.mailOffered()) {
            none = cb.and(none, cb.not(hasVerifiedAddress()));
        }
        return rules.phoneOffered() ? cb.and(none, cb.not(hasPhone())) : none;
    }

    Predicate comesFromProvider() {
        Subquery<Integer> rows = query.subquery(Integer.class);
        Root<FederatedIdentityEntity> row = rows.from(FederatedIdentityEntity.class);
        return cb.exists(rows.select(cb.literal(1)).where(cb.equal(row.get("user"), user)));
    }

    private Predicate hasSetUp(boolean switchedOn) {
        Subquery<Integer> rows = query.subquery(Integer.class);
        Root<EnrollmentEntity> row = rows.from(EnrollmentEntity.class);
        Predicate counts = cb.and(
                cb.equal(row.get("realmId"), rules.realmId()),
                cb.equal(row.get("userId"), user.get("id")),
                row.get("type").in(rules.types()));
        if (rules.enrolledAfter() != null) {
            counts = cb.and(
                    counts,
                    cb.greaterThanOrEqualTo(
                            row.get("since"), rules.enrolledAfter().toEpochMilli()));
        }
        return cb.exists(
                rows.select(cb.literal(1)).where(switchedOn ? cb.and(counts, cb.isTrue(row.get("enabled"))) : counts));
    }

    private Predicate hasVerifiedAddress() {
        return cb.and(cb.isTrue(user.get("emailVerified")), cb.isNotNull(user.get("email")));
    }

    private Predicate hasPhone() {
        Subquery<Integer> rows = query.subquery(Integer.class);
        Root<UserAttributeEntity> row = rows.from(UserAttributeEntity.class);
        return cb.exists(rows.select(cb.literal(1))
                .where(
                        cb.equal(row.get("user"), user),
                        cb.equal(row.get("name"), PHONE),
                        cb.notEqual(row.get("value"), "")));
    }

    // A list that is made once: two questions parted by "or" a database asks for every user.
    private <T> Predicate has(Class<T> mapping, String key, Set<String> ids) {
        if (ids.isEmpty()) {
            return cb.disjunction();
        }
        Subquery<String> users = query.subquery(String.class);
        Root<T> row = users.from(mapping);
        return user.get("id")
                .in(users.select(row.get("user").get("id")).where(row.get(key).in(ids)));
    }
}
