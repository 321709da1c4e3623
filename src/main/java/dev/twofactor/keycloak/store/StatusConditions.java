package dev.twofactor.keycloak.store;

import dev.twofactor.domain.enrollment.Status;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.jpa.entities.UserRequiredActionEntity;
import org.keycloak.storage.jpa.entity.FederatedUserRequiredActionEntity;

/** A user's status as conditions that the database judges, so that no list of users is ever held in memory. */
record StatusConditions(
        CriteriaBuilder cb, CriteriaQuery<?> query, Expression<String> userId, boolean directory, StatusRules rules) {

    private static final Duration DAY = Duration.ofDays(1);

    /** For users whom Keycloak's database has. */
    StatusConditions(
            CriteriaBuilder cb,
            CriteriaQuery<?> query,
            Root<org.keycloak.models.jpa.entities.UserEntity> user,
            StatusRules rules) {
        this(cb, query, user.get("id"), false, rules);
    }

    Predicate is(Status status) {
        return switch (status) {
            case LOCKED -> locked();
            case ENABLED -> cb.and(cb.not(locked()), hasSwitchedOn());
            case OFF -> cb.and(cb.not(locked()), hasAny(), cb.not(hasSwitchedOn()));
            case PENDING -> cb.and(cb.not(locked()), cb.not(hasAny()), isAsked());
            case NONE -> cb.and(cb.not(locked()), cb.not(hasAny()), isNotAsked());
        };
    }

    private Predicate hasAny() {
        return exists(false);
    }

    private Predicate hasSwitchedOn() {
        return exists(true);
    }

    private Predicate exists(boolean switchedOn) {
        Subquery<Integer> rows = query.subquery(Integer.class);
        Root<EnrollmentEntity> row = rows.from(EnrollmentEntity.class);
        Predicate counts = cb.and(
                cb.equal(row.get("realmId"), rules.realmId()),
                cb.equal(row.get("userId"), userId),
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

    // The moments stand in one column, oldest first and of one width: the one that fills the day's measure is compared.
    private Predicate locked() {
        String dayAgo = Moments.format(
                List.of(Instant.ofEpochSecond(rules.now().minus(DAY).getEpochSecond())));
        int width = dayAgo.length();
        int needed = rules.wrongPerDay() * (width + 1) - 1;
        Subquery<Integer> rows = query.subquery(Integer.class);
        Root<UserEntity> row = rows.from(UserEntity.class);
        Expression<String> moments = row.get("wrongAt");
        Expression<Integer> place = cb.diff(cb.length(moments), needed - 1);
        return cb.exists(rows.select(cb.literal(1))
                .where(
                        cb.equal(row.get("realmId"), rules.realmId()),
                        cb.equal(row.get("userId"), userId),
                        cb.greaterThanOrEqualTo(cb.length(moments), needed),
                        cb.greaterThan(cb.substring(moments, place, cb.literal(width)), dayAgo)));
    }

    // Lists that are made once: of two questions parted by "or" a database asks both for every user.
    private Predicate isAsked() {
        Predicate byAction = userId.in(directory ? directoryUsersWithAction() : usersWithAction());
        return rules.askedCounts() ? cb.or(byAction, userId.in(usersMet())) : byAction;
    }

    private Subquery<String> usersWithAction() {
        Subquery<String> users = query.subquery(String.class);
        Root<UserRequiredActionEntity> action = users.from(UserRequiredActionEntity.class);
        return users.select(action.get("user").get("id"))
                .where(action.get("action").in(rules.pendingActions()));
    }

    private Subquery<String> directoryUsersWithAction() {
        Subquery<String> users = query.subquery(String.class);
        Root<FederatedUserRequiredActionEntity> action = users.from(FederatedUserRequiredActionEntity.class);
        return users.select(action.get("userId"))
                .where(
                        cb.equal(action.get("realmId"), rules.realmId()),
                        action.get("action").in(rules.pendingActions()));
    }

    private Subquery<String> usersMet() {
        Subquery<String> users = query.subquery(String.class);
        Root<UserEntity> row = users.from(UserEntity.class);
        return users.select(row.get("userId"))
                .where(cb.equal(row.get("realmId"), rules.realmId()), cb.isNotNull(row.get("firstAskedAt")));
    }

    // Each by itself, so that the database can join instead of asking for every user.
    private Predicate isNotAsked() {
        return rules.askedCounts() ? cb.and(cb.not(hasAction()), cb.not(wasMet())) : cb.not(hasAction());
    }

    private Predicate hasAction() {
        if (directory) {
            return hasActionOfDirectory();
        }
        Subquery<Integer> actions = query.subquery(Integer.class);
        Root<UserRequiredActionEntity> action = actions.from(UserRequiredActionEntity.class);
        return cb.exists(actions.select(cb.literal(1))
                .where(
                        cb.equal(action.get("user").get("id"), userId),
                        action.get("action").in(rules.pendingActions())));
    }

    private Predicate hasActionOfDirectory() {
        Subquery<Integer> actions = query.subquery(Integer.class);
        Root<FederatedUserRequiredActionEntity> action = actions.from(FederatedUserRequiredActionEntity.class);
        return cb.exists(actions.select(cb.literal(1))
                .where(
                        cb.equal(action.get("realmId"), rules.realmId()),
                        cb.equal(action.get("userId"), userId),
                        action.get("action").in(rules.pendingActions())));
    }

    private Predicate wasMet() {
        Subquery<Integer> rows = query.subquery(Integer.class);
        Root<UserEntity> row = rows.from(UserEntity.class);
        return cb.exists(rows.select(cb.literal(1))
                .where(
                        cb.equal(row.get("realmId"), rules.realmId()),
                        cb.equal(row.get("userId"), userId),
                        cb.isNotNull(row.get("firstAskedAt"))));
    }
}
