package dev.twofactor.domain.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.domain.policy.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrollmentRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Person ANYBODY = new Person(false, NOW.minus(Duration.ofDays(400)), null, null);
    private static final Person BOSS = new Person(true, NOW.minus(Duration.ofDays(400)), null, null);

    @Test
    void whereItIsOffNobodyIsAskedNotEvenNamedPeople() {
        assertThat(duty(Map.of("requirement", "off", "required-roles", "admin", "offer-every-days", "1"), BOSS))
                .isEqualTo(Duty.NONE);
    }

    @Test
    void optionalAsksNobodyUnlessOffersAreOn() {
        assertThat(duty(Map.of(), ANYBODY)).isEqualTo(Duty.NONE);
        assertThat(duty(Map.of("offer-every-days", "7"), ANYBODY)).isEqualTo(Duty.OFFERED);
    }

    @Test
    void anOfferComesAgainAfterItsDays() {
        Map<String, String> weekly = Map.of("offer-every-days", "7");

        assertThat(duty(weekly, offered(Duration.ofDays(7).minusMillis(1)))).isEqualTo(Duty.NONE);
        assertThat(duty(weekly, offered(Duration.ofDays(7)))).isEqualTo(Duty.OFFERED);
    }

    @Test
    void namedPeopleAreRequiredEvenWhereItIsOptional() {
        assertThat(duty(Map.of("required-roles", "admin"), BOSS)).isEqualTo(Duty.REQUIRED);
        assertThat(duty(Map.of("required-groups", "/staff"), BOSS)).isEqualTo(Duty.REQUIRED);
        assertThat(duty(Map.of("required-roles", "admin"), ANYBODY)).isEqualTo(Duty.NONE);
    }

    @Test
    void requiredMeansEverybodyUnlessPeopleAreNamed() {
        assertThat(duty(Map.of("requirement", "required"), ANYBODY)).isEqualTo(Duty.REQUIRED);
        assertThat(duty(Map.of("requirement", "required", "required-roles", "admin"), ANYBODY))
                .isEqualTo(Duty.NONE);
        assertThat(duty(Map.of("requirement", "required", "required-groups", "/staff"), ANYBODY))
                .isEqualTo(Duty.NONE);
        assertThat(duty(Map.of("requirement", "required", "required-groups", "/staff"), BOSS))
                .isEqualTo(Duty.REQUIRED);
    }

    @Test
    void whatIsOnlyRecordedRequiresNothingOfAnybody() {
        assertThat(duty(required("requirement-mode", "record"), ANYBODY)).isEqualTo(Duty.NONE);
        assertThat(duty(Map.of("required-roles", "admin", "requirement-mode", "record"), BOSS))
                .isEqualTo(Duty.NONE);
        Map<String, String> offers = new HashMap<>(required("requirement-mode", "record"));
        offers.put("offer-every-days", "7");
        assertThat(duty(offers, ANYBODY)).isEqualTo(Duty.OFFERED);
    }

    @Test
    void aRecordTellsWhatEnforcementWouldHaveDone() {
        Map<String, String> policy = new HashMap<>(required("requirement-mode", "record"));
        assertThat(recorded(policy, ANYBODY, false, false)).isEqualTo(Recorded.SET_UP);
        assertThat(recorded(policy, ANYBODY, true, true)).isEqualTo(Recorded.ASKED);
        assertThat(recorded(policy, ANYBODY, true, false)).isEqualTo(Recorded.NOTHING);
        policy.put("grace-days", "3");
        assertThat(recorded(policy, ANYBODY, false, false)).isEqualTo(Recorded.SET_UP_LATER);
        policy.put("required-roles", "admin");
        assertThat(recorded(policy, ANYBODY, false, false)).isEqualTo(Recorded.NOTHING);
        assertThat(recorded(required("requirement-mode", "enforce"), ANYBODY, false, false))
                .isEqualTo(Recorded.NOTHING);
        assertThat(recorded(Map.of("requirement", "off", "requirement-mode", "record"), BOSS, false, false))
                .isEqualTo(Recorded.NOTHING);
    }

    private static Recorded recorded(Map<String, String> policy, Person person, boolean usable, boolean switchedOff) {
        return new EnrollmentRule(EnrollmentPolicy.from(new Settings(policy)))
                .recorded(person, usable, switchedOff, NOW);
    }

    @Test
    void aRequirementBeginsOnItsFirstDay() {
        assertThat(duty(required("required-from", "2026-11-24"), ANYBODY)).isEqualTo(Duty.NONE);
        assertThat(duty(required("required-from", "2026-11-23"), ANYBODY)).isEqualTo(Duty.REQUIRED);
    }

    @Test
    void forNewUsersOnlyOlderAccountsAreLeftAsTheyAre() {
        Map<String, String> policy = new HashMap<>(required("required-from", "2026-11-20"));
        policy.put("new-users-only", "true");
        Instant first = Instant.parse("2026-11-20T00:00:00Z");

        assertThat(duty(policy, created(first))).isEqualTo(Duty.REQUIRED);
        assertThat(duty(policy, created(first.minusMillis(1)))).isEqualTo(Duty.NONE);
        assertThat(duty(policy, created(null))).isEqualTo(Duty.NONE);
    }

    @Test
    void newUsersOnlyWithoutAFirstDayMeansEverybody() {
        assertThat(duty(required("new-users-only", "true"), ANYBODY)).isEqualTo(Duty.REQUIRED);
    }

    @Test
    void duringTheGraceItMayBePutOff() {
        Map<String, String> policy = required("grace-days", "3");

        assertThat(duty(policy, ANYBODY)).isEqualTo(Duty.POSTPONABLE);
        assertThat(duty(policy, asked(Duration.ofDays(3).minusMillis(1)))).isEqualTo(Duty.POSTPONABLE);
        assertThat(duty(policy, asked(Duration.ofDays(3)))).isEqualTo(Duty.REQUIRED);
    }

    @Test
    void requiredIsToldWhetherInGraceOrNot() {
        EnrollmentRule rule = new EnrollmentRule(policy(required("grace-days", "3")));

        assertThat(rule.isRequired(ANYBODY, NOW)).isTrue();
        assertThat(new EnrollmentRule(policy(Map.of())).isRequired(ANYBODY, NOW))
                .isFalse();
        assertThat(new EnrollmentRule(policy(Map.of("requirement", "off", "required-roles", "x")))
                        .isRequired(BOSS, NOW))
                .isFalse();
    }

    private static Person offered(Duration ago) {
        return new Person(false, null, null, NOW.minus(ago));
    }

    private static Person asked(Duration ago) {
        return new Person(false, null, NOW.minus(ago), null);
    }

    private static Person created(Instant at) {
        return new Person(false, at, null, null);
    }

    private static Map<String, String> required(String key, String value) {
        return Map.of("requirement", "required", key, value);
    }

    private static Duty duty(Map<String, String> policy, Person person) {
        return new EnrollmentRule(policy(policy)).dutyOf(person, NOW);
    }

    private static EnrollmentPolicy policy(Map<String, String> settings) {
        return EnrollmentPolicy.from(new Settings(settings));
    }
}
