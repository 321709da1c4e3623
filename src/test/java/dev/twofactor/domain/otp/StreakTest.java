package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.spend.Finding;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** NIST SP 800-63B-4 3.2.2: at most 100 wrong codes in a row, then the method is off until it is set up again. */
class StreakTest {

    private static final Destination PHONE = new Destination("+14155550101", "+1 ••• ••• ••01", "US");

    private final MovableClock clock = new MovableClock();
    private final MemoryCodeStore store = new MemoryCodeStore();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> settings = Map.of(
            "consecutive-wrong", "100", "budget-mode", "record", "wrong-per-address-hour", "0", "wrong-per-day", "10");
    private final CodePolicy policy = CodePolicy.from(new Settings(settings));
    private final Limits limits = TestLimits.of(settings, "192.0.2.1", findings::add);
    private final CodeLifeCycle codes =
            new CodeLifeCycle(store, new OneKey(), policy, limits, clock, new SecureRandom());
    private final Tries tries = new Tries(store, policy, limits, clock);
    private final Instant longAgo = clock.instant().minus(Duration.ofDays(100));

    @Test
    void theHundredAndFirstCodeInARowIsNotComparedHoweverManyDaysThatTook() {
        int compared = 0;
        for (int day = 0; day < 30; day++) {
            compared += wrongCodesOfADay(longAgo);
        }

        assertThat(compared).isEqualTo(100);
        assertThat(store.counts.get("shop/anna").evaluations()).isEqualTo(100);
        assertThat(alarms()).containsExactly(Finding.METHOD_DISABLED);
    }

    @Test
    void theSentCodeThatUsesTheDayUpIsToldOfOnce() {
        wrongCodesOfADay(longAgo);

        assertThat(findings)
                .filteredOn(finding -> finding.code().equals(Finding.WRONG_CODES_OF_USER))
                .containsExactly(new Finding(Finding.Type.ALARM, "wrong_codes_user", "anna", null));
    }

    @Test
    void itsRightCodeIsRefusedAndNoMessageLeaves() {
        switchOff();

        Issued refused = codes.open(sms(longAgo), Set.of(), true);
        assertThat(((Issued.Refused) refused).refusal().reason()).isEqualTo(Reason.METHOD_OFF);
        assertThat(((Issued.Refused) refused).refusal().until()).isNull();
    }

    @Test
    void aCodeThatWasSentBeforeIsRefusedThen() {
        Issued.Send send = (Issued.Send) codes.open(sms(longAgo), Set.of(), true);
        store.counts.put("shop/anna", off("two-factor-sms"));

        assertThat(verdict(send, longAgo)).isEqualTo(Verdict.METHOD_OFF);
        assertThat(((Issued.Stands) codes.resend(sms(longAgo), handles(send))).refusal())
                .isNotNull();
    }

    @Test
    void otherMethodsOfTheUserGoOn() {
        switchOff();

        assertThat(codes.open(binding(Channel.EMAIL, Purpose.LOGIN, longAgo), Set.of(), true))
                .isInstanceOf(Issued.Send.class);
        assertThat(tries.judge("shop", "anna", new TriedMethod("otp", longAgo), () -> true))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void whatIsSetUpAfterwardsWorksAndWhatWasThereBeforeStaysOff() {
        switchOff();
        clock.move(Duration.ofDays(2));
        Instant rebound = clock.instant();
        clock.move(Duration.ofMinutes(1));

        Issued.Send send = (Issued.Send) codes.open(sms(rebound), Set.of(), true);
        assertThat(verdict(send, rebound)).isEqualTo(Verdict.ACCEPTED);
        clock.move(Duration.ofHours(1));
        assertThat(codes.open(sms(rebound), Set.of(), false)).isInstanceOf(Issued.Send.class);
        assertThat(codes.open(sms(longAgo), Set.of(), false)).isInstanceOf(Issued.Refused.class);
        assertThat(codes.open(sms(null), Set.of(), false)).isInstanceOf(Issued.Refused.class);
    }

    @Test
    void theNewOneHasAHundredOfItsOwnAndTheOldOneStaysOff() {
        switchOff();
        clock.move(Duration.ofDays(2));
        Instant rebound = clock.instant();
        int compared = 0;
        for (int day = 0; day < 30; day++) {
            clock.move(Duration.ofDays(1));
            compared += wrongCodesOfADay(rebound);
            assertThat(streak().isOff(100, longAgo)).isTrue();
        }

        assertThat(compared).isEqualTo(100);
        assertThat(streak().isOff(100, rebound)).isTrue();
    }

    @Test
    void settingUpNeitherCountsThereNorClearsIt() {
        store.counts.put("shop/anna", off("two-factor-sms"));
        Issued.Send send = (Issued.Send) codes.open(binding(Channel.SMS, Purpose.ENROLL, null), Set.of(), true);
        Binding enroll = binding(Channel.SMS, Purpose.ENROLL, null);
        TypedCode wrong = wrong(send);

        assertThat(codes.verify(enroll, handles(send), wrong).verdict()).isEqualTo(Verdict.WRONG);
        assertThat(codes.verify(enroll, handles(send), right(send)).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(streak().wrong()).isEqualTo(100);
        assertThat(store.counts.get("shop/anna").wrongAt()).hasSize(1);
    }

    @Test
    void aRightCodeEndsTheRowOfItsMethodAlone() {
        Issued.Send send = (Issued.Send) codes.open(sms(longAgo), Set.of(), true);
        codes.verify(sms(longAgo), handles(send), wrong(send));
        tries.judge("shop", "anna", new TriedMethod("otp", longAgo), () -> false);
        assertThat(verdict(send, longAgo)).isEqualTo(Verdict.ACCEPTED);

        assertThat(streak().wrong()).isZero();
        assertThat(store.counts.get("shop/anna").streak("otp").wrong()).isEqualTo(1);
        assertThat(store.counts.get("shop/anna").consecutiveWrong()).isEqualTo(1);
    }

    @Test
    void theHundredthCodeMayBeTheRightOne() {
        TriedMethod app = new TriedMethod("otp", longAgo);
        int wrong = 0;
        while (wrong < 99) {
            if (tries.judge("shop", "anna", app, () -> false) == Verdict.WRONG) {
                wrong++;
            } else {
                clock.move(Duration.ofDays(1));
            }
        }

        clock.move(Duration.ofDays(1));
        assertThat(tries.judge("shop", "anna", app, () -> true)).isEqualTo(Verdict.ACCEPTED);
        assertThat(tries.judge("shop", "anna", app, () -> false)).isEqualTo(Verdict.WRONG);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void anAppThatIsOffIsNotAskedAndItsOwnerIsTold() {
        TriedMethod app = new TriedMethod("otp", longAgo);
        store.counts.put("shop/anna", almostOff());

        assertThat(tries.judge("shop", "anna", app, () -> false)).isEqualTo(Verdict.WRONG);
        assertThat(findings).containsExactly(new Finding(Finding.Type.ALARM, "method_disabled", "anna", null, "otp"));
        assertThat(tries.judge("shop", "anna", app, () -> {
                    throw new AssertionError("compared");
                }))
                .isEqualTo(Verdict.METHOD_OFF);
    }

    private int wrongCodesOfADay(Instant boundAt) {
        int before = (int) store.counts.getOrDefault("shop/anna", Counts.NONE).evaluations();
        for (int login = 0; login < 4; login++) {
            if (codes.open(sms(boundAt), Set.of(), false) instanceof Issued.Send send) {
                for (int i = 0; i < 5; i++) {
                    codes.verify(sms(boundAt), handles(send), wrong(send));
                }
            }
            clock.move(Duration.ofHours(6));
        }
        clock.move(Duration.ofHours(1));
        return (int) store.counts.get("shop/anna").evaluations() - before;
    }

    private void switchOff() {
        store.counts.put("shop/anna", off("two-factor-sms"));
    }

    private Counts off(String method) {
        return new Counts(
                100,
                Map.of(method, new Streak(100, clock.instant(), null, null)),
                List.of(),
                List.of(),
                EnrollmentCounts.NONE);
    }

    private Counts almostOff() {
        return new Counts(
                99,
                Map.of("otp", new Streak(99, clock.instant(), null, null)),
                List.of(),
                List.of(),
                EnrollmentCounts.NONE);
    }

    private Streak streak() {
        return store.counts.get("shop/anna").streak("two-factor-sms");
    }

    private List<String> alarms() {
        return findings.stream()
                .filter(finding -> finding.code().equals(Finding.METHOD_DISABLED))
                .map(Finding::code)
                .toList();
    }

    private Verdict verdict(Issued.Send send, Instant boundAt) {
        return codes.verify(sms(boundAt), handles(send), right(send)).verdict();
    }

    private static TypedCode right(Issued.Send send) {
        return TypedCode.parse(send.code().reveal()).orElseThrow();
    }

    private static TypedCode wrong(Issued.Send send) {
        String right = send.code().reveal();
        return TypedCode.parse(right.equals("000000") ? "000001" : "000000").orElseThrow();
    }

    private static Set<String> handles(Issued.Send send) {
        return Set.of(send.status().challengeId());
    }

    private static Binding sms(Instant boundAt) {
        return binding(Channel.SMS, Purpose.LOGIN, boundAt);
    }

    private static Binding binding(Channel channel, Purpose purpose, Instant boundAt) {
        return new Binding("shop", "anna", "browser", purpose, channel, PHONE, boundAt);
    }
}
