package dev.twofactor.domain.enrollment;

import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.domain.policy.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Decides what a user without a usable second factor has to do. */
public final class EnrollmentRule {

    private final EnrollmentPolicy policy;

    public EnrollmentRule(EnrollmentPolicy policy) {
        this.policy = policy;
    }

    public Duty dutyOf(Person person, Instant now) {
        if (policy.requirement() == Requirement.OFF) {
            return Duty.NONE;
        }
        if (!isRequired(person, now)) {
            return isOfferDue(person, now) ? Duty.OFFERED : Duty.NONE;
        }
        return isGraceOver(person, now) ? Duty.REQUIRED : Duty.POSTPONABLE;
    }

    /** Whether the policy wants a second factor of this user at this moment, grace or not; never while it only records. */
    public boolean isRequired(Person person, Instant now) {
        return policy.requirement() != Requirement.OFF
                && !policy.recordOnly()
                && isMeant(person)
                && hasBegun(now)
                && isNewEnough(person);
    }

    /**
     * What a policy that only records would have made of this login, were it enforced.
     *
     * @param usable whether the user has a second factor that this login can ask for, switched off or not
     * @param switchedOff whether it is, which a requirement does not let stand
     */
    public Recorded recorded(Person person, boolean usable, boolean switchedOff, Instant now) {
        EnrollmentRule enforced = new EnrollmentRule(policy.enforced());
        if (!policy.recordOnly() || !enforced.isRequired(person, now)) {
            return Recorded.NOTHING;
        }
        if (usable) {
            return switchedOff ? Recorded.ASKED : Recorded.NOTHING;
        }
        return enforced.dutyOf(person, now) == Duty.REQUIRED ? Recorded.SET_UP : Recorded.SET_UP_LATER;
    }

    // Roles and groups are required even where it is optional for others; without any, "required" means everybody.
    private boolean isMeant(Person person) {
        boolean everybody = policy.requirement() == Requirement.REQUIRED
                && policy.requiredRoles().isEmpty()
                && policy.requiredGroups().isEmpty();
        return everybody || person.named();
    }

    private boolean hasBegun(Instant now) {
        LocalDate from = policy.requiredFrom();
        return from == null || !now.isBefore(from.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private boolean isNewEnough(Person person) {
        LocalDate from = policy.requiredFrom();
        if (!policy.newUsersOnly() || from == null) {
            return true;
        }
        Instant created = person.created();
        return created != null
                && !created.isBefore(from.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private boolean isGraceOver(Person person, Instant now) {
        Instant first = person.firstAsked() == null ? now : person.firstAsked();
        return !now.isBefore(first.plus(Duration.ofDays(policy.graceDays())));
    }

    private boolean isOfferDue(Person person, Instant now) {
        if (policy.offerEveryDays() == 0) {
            return false;
        }
        Instant last = person.lastOffered();
        return last == null || !now.isBefore(last.plus(Duration.ofDays(policy.offerEveryDays())));
    }
}
