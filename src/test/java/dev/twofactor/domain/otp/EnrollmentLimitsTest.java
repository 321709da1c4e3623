package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnrollmentLimitsTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final MovableClock clock = new MovableClock();
    private final MemoryCodeStore store = new MemoryCodeStore();
    private final CodePolicy generous =
            CodePolicy.from(new Settings(Map.of("sends-per-login", "10", "sends-per-user-hour", "30")));
    private final CodeLifeCycle codes =
            new CodeLifeCycle(store, new OneKey(), generous, TestLimits.none(), clock, new SecureRandom());

    @Test
    void whoTriesAThousandNumbersInADayCausesAtMostTenMessages() {
        int sent = 0;
        for (int number = 0; number < 1000; number++) {
            if (codes.open(enroll(number), Set.of(), true) instanceof Issued.Send send) {
                sent++;
                sent += resends(enroll(number), send, 3);
            }
            clock.move(DAY.dividedBy(1100));
        }

        assertThat(sent).isEqualTo(EnrollmentCounts.SENDS_A_DAY);
        assertThat(counts().enrollments().sentAt()).hasSize(10);
    }

    @Test
    void sixNumbersADayCanBeTriedAndOneMoreWhenTheFirstIsADayOld() {
        for (int number = 0; number < 6; number++) {
            assertThat(codes.open(enroll(number), Set.of(), true)).isInstanceOf(Issued.Send.class);
            clock.move(Duration.ofMinutes(1));
        }

        Issued refused = codes.open(enroll(6), Set.of(), true);
        assertThat(((Issued.Refused) refused).refusal().reason()).isEqualTo(Reason.ENROLLMENT_SENDS_USED);
        assertThat(((Issued.Refused) refused).refusal().until())
                .isEqualTo(clock.instant().plus(DAY).minus(Duration.ofMinutes(6)));

        clock.move(DAY.minus(Duration.ofMinutes(6)).minusMillis(1));
        assertThat(codes.open(enroll(6), Set.of(), true)).isInstanceOf(Issued.Refused.class);
        clock.move(Duration.ofMillis(1));
        assertThat(codes.open(enroll(6), Set.of(), true)).isInstanceOf(Issued.Send.class);
        assertThat(codes.open(enroll(7), Set.of(), true)).isInstanceOf(Issued.Refused.class);
    }

    @Test
    void afterTenMessagesTheSameNumberGetsNoFurtherOne() {
        Issued.Send send = (Issued.Send) codes.open(enroll(0), Set.of(), true);
        assertThat(resends(enroll(0), send, 9)).isEqualTo(9);
        settle(send);
        clock.move(Duration.ofMinutes(3));

        Issued refused = codes.resend(enroll(0), handles(send));

        assertThat(((Issued.Stands) refused).refusal().reason())
                .isIn(Reason.ENROLLMENT_SENDS_USED, Reason.LOGIN_SENDS_USED);
        assertThat(counts().enrollments().triedAt()).hasSize(1);
        assertThat(counts().enrollments().sentAt()).hasSize(10);
    }

    @Test
    void messagesOfLoginsAreNotCountedAsEnrollmentsNorBoundedByThem() {
        for (int number = 0; number < 7; number++) {
            codes.open(enroll(number), Set.of(), true);
        }

        assertThat(codes.open(binding(Purpose.LOGIN, 0), Set.of(), true)).isInstanceOf(Issued.Send.class);
        assertThat(counts().enrollments().sentAt()).hasSize(6);
        assertThat(counts().sentAt()).hasSize(7);
    }

    @Test
    void triesKeepWhatEnrollmentsCounted() {
        Issued.Send send = (Issued.Send) codes.open(enroll(0), Set.of(), true);

        codes.verify(
                enroll(0), handles(send), TypedCode.parse(send.code().reveal()).orElseThrow());

        assertThat(counts().enrollments().sentAt()).hasSize(1);
    }

    @Test
    void aCodeForSettingUpSignsNobodyInAndTheOtherWayRound() {
        Issued.Send enroll = (Issued.Send) codes.open(enroll(0), Set.of(), true);
        Issued.Send login = (Issued.Send) codes.open(binding(Purpose.LOGIN, 0), Set.of(), true);

        assertThat(verdict(binding(Purpose.LOGIN, 0), enroll)).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict(enroll(0), login)).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict(binding(Purpose.REGISTER, 0), enroll)).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict(enroll(1), enroll)).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict(enroll(0), enroll)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aRegistrationIsBoundedLikeASetUp() {
        int sent = 0;
        for (int number = 0; number < 20; number++) {
            sent += codes.open(binding(Purpose.REGISTER, number), Set.of(), true) instanceof Issued.Send ? 1 : 0;
        }

        assertThat(sent).isEqualTo(EnrollmentCounts.DESTINATIONS_A_DAY);
        assertThat(counts().enrollments().sentAt()).hasSize(sent);
    }

    private Verdict verdict(Binding binding, Issued.Send send) {
        return codes.verify(
                        binding,
                        handles(send),
                        TypedCode.parse(send.code().reveal()).orElseThrow())
                .verdict();
    }

    private int resends(Binding binding, Issued.Send first, int times) {
        int sent = 0;
        for (int i = 0; i < times; i++) {
            settle(first);
            clock.move(Duration.ofMinutes(3));
            sent += codes.resend(binding, handles(first)) instanceof Issued.Send ? 1 : 0;
        }
        return sent;
    }

    private void settle(Issued.Send send) {
        store.settleLast(send.status().challengeId(), DeliveryState.SENT);
    }

    private static Set<String> handles(Issued.Send send) {
        return Set.of(send.status().challengeId());
    }

    private Counts counts() {
        return store.counts.getOrDefault("shop/anna", Counts.NONE);
    }

    private static Binding enroll(int number) {
        return binding(Purpose.ENROLL, number);
    }

    private static Binding binding(Purpose purpose, int number) {
        Destination phone = new Destination("+1415555%04d".formatted(number), "", "US");
        return new Binding("shop", "anna", "browser", purpose, Channel.SMS, phone);
    }
}
