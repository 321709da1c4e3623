package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.Asked;
import dev.twofactor.domain.otp.Counts;
import dev.twofactor.domain.otp.EnrollmentCounts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** The row of one user: what is counted, and the lock that lets one request at a time work on this user's codes. */
@Entity(name = "TwoFactorUser")
@Table(name = "TWO_FACTOR_USER")
@IdClass(UserEntity.Key.class)
public class UserEntity {

    /** Realm id and user id; federated ids are long. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String realmId;
        private String userId;

        public Key() {}

        Key(String realmId, String userId) {
            this.realmId = realmId;
            this.userId = userId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && userId.equals(key.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, userId);
        }
    }

    @Id
    @Column(name = "REALM_ID")
    String realmId;

    @Id
    @Column(name = "USER_ID")
    String userId;

    /** Moves with every change of the row. */
    @Column(name = "LOCKS")
    long locks;

    @Column(name = "EVALUATIONS")
    long evaluations;

    @Column(name = "CONSECUTIVE_WRONG")
    int consecutiveWrong;

    @Column(name = "WRONG_AT")
    String wrongAt;

    @Column(name = "SENT_AT")
    String sentAt;

    @Column(name = "ENROLL_SENT_AT")
    String enrollSentAt;

    @Column(name = "ENROLL_TRIED_AT")
    String enrollTriedAt;

    @Column(name = "STREAKS")
    String streaks;

    @Column(name = "FIRST_ASKED_AT")
    Long firstAskedAt;

    @Column(name = "LAST_OFFERED_AT")
    Long lastOfferedAt;

    /** From then on the row may go ({@link SpentCounts}): whatever it holds besides counts needs a word there. */
    @Column(name = "SPENT_AT")
    Long spentAt;

    protected UserEntity() {}

    UserEntity(String realmId, String userId) {
        this.realmId = realmId;
        this.userId = userId;
    }

    Counts counts() {
        return new Counts(
                evaluations,
                Streaks.parse(streaks),
                Moments.parse(wrongAt),
                Moments.parse(sentAt),
                new EnrollmentCounts(Moments.parse(enrollSentAt), Moments.parse(enrollTriedAt)));
    }

    void take(Counts counts) {
        locks++;
        evaluations = counts.evaluations();
        consecutiveWrong = counts.consecutiveWrong();
        streaks = Streaks.format(counts.streaks());
        wrongAt = Moments.format(counts.wrongAt());
        sentAt = Moments.format(counts.sentAt());
        enrollSentAt = Moments.format(counts.enrollments().sentAt());
        enrollTriedAt = Moments.format(counts.enrollments().triedAt());
        Instant spent = counts.spentAt();
        // Moments are stored in whole seconds, rounded up.
        spentAt = spent.equals(Instant.MAX) ? null : spent.plusSeconds(1).toEpochMilli();
    }

    boolean isSpent(Instant now) {
        return counts().spentAt().isBefore(now) && firstAskedAt == null && lastOfferedAt == null;
    }

    Asked asked() {
        return new Asked(instant(firstAskedAt), instant(lastOfferedAt));
    }

    void take(Asked asked) {
        locks++;
        firstAskedAt = millis(asked.first());
        lastOfferedAt = millis(asked.lastOffer());
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
