package dev.twofactor.domain.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who needs a second factor, and from when on.
 *
 * @param requirement for everybody not named by a role or group
 * @param recordOnly whether a requirement is only written down where it would have met somebody
 * @param requiredRoles roles whose users must have one, even where it is optional; up to 50
 * @param requiredGroups group paths, likewise
 * @param requiredFrom first day of the requirement; null for at once
 * @param graceDays days that a user may put it off from the first login on, 0 to 365
 * @param offerEveryDays days between offers to set one up where it is optional, 0 to 365; 0 for never unasked
 * @param signInAgain whether people sign in anew after setting up
 * @param newUsersOnly whether the requirement is for users made after {@code requiredFrom} only
 * @param enrolledAfter older set-ups do not count; null when all count
 */
public record EnrollmentPolicy(
        Requirement requirement,
        boolean recordOnly,
        List<String> requiredRoles,
        List<String> requiredGroups,
        @Nullable LocalDate requiredFrom,
        int graceDays,
        int offerEveryDays,
        boolean signInAgain,
        boolean newUsersOnly,
        @Nullable Instant enrolledAfter) {

    /** @throws SettingException when a value cannot be used */
    public static EnrollmentPolicy from(Settings settings) {
        return new EnrollmentPolicy(
                settings.choice("requirement", Requirement.OPTIONAL),
                settings.choice("requirement-mode", RequirementMode.ENFORCE) == RequirementMode.RECORD,
                settings.names("required-roles"),
                settings.names("required-groups"),
                settings.date("required-from"),
                settings.number("grace-days", 0, 0, 365),
                settings.number("offer-every-days", 0, 0, 365),
                settings.flag("sign-in-again-after-enrolling", false),
                settings.flag("new-users-only", false),
                settings.instant("enrolled-after"));
    }

    /** The same policy, taking hold. */
    public EnrollmentPolicy enforced() {
        return new EnrollmentPolicy(
                requirement,
                false,
                requiredRoles,
                requiredGroups,
                requiredFrom,
                graceDays,
                offerEveryDays,
                signInAgain,
                newUsersOnly,
                enrolledAfter);
    }

    /** Whether any user may be required to have one now or later, were it enforced or not. */
    public boolean requiresAnybody() {
        return requirement == Requirement.REQUIRED
                || requirement == Requirement.OPTIONAL && !(requiredRoles.isEmpty() && requiredGroups.isEmpty());
    }

    /**
     * Whether a set-up of this moment counts.
     *
     * @param since when it was made; null when nobody knows, which counts as old
     */
    public boolean counts(@Nullable Instant since, Instant now) {
        return !enrollsAnew(now) || since != null && !since.isBefore(enrolledAfter);
    }

    /** Whether older set-ups have ceased to count; a moment in the future changes nothing until then. */
    public boolean enrollsAnew(Instant now) {
        return enrolledAfter != null && !enrolledAfter.isAfter(now);
    }
}
