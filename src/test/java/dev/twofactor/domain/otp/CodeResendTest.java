package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.otp.Issued.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sending again, and what limits it. */
class CodeResendTest extends LivingCodes {

    @Test
    void aCodeWhoseKeyIsGoneIsExpiredAndAResendMakesAFreshOne() {
        Issued.Send sent = open(ANNA);
        keys.rotate("key-2");

        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.EXPIRED);
        clock.move(Duration.ofSeconds(30));
        Issued.Send again = (Issued.Send) resend(sent);
        assertThat(verify(again, again.code().reveal())).isEqualTo(Verdict.ACCEPTED);
        assertThat(challenge(again).keyId()).isEqualTo("key-2");
    }

    @Test
    void resendWaitsThirtyThenSixtySecondsAndThenNothingIsLeft() {
        Issued.Send sent = open(ANNA);
        store.settleLast(handle(sent), DeliveryState.SENT);

        clock.move(Duration.ofSeconds(30).minusMillis(1));
        assertThat(refusal(resend(sent)).reason()).isEqualTo(Reason.TOO_EARLY);
        clock.move(Duration.ofMillis(1));
        Issued.Send second = (Issued.Send) resend(sent);
        store.settleLast(handle(sent), DeliveryState.SENT);
        assertThat(second.status().resendAt()).isEqualTo(clock.instant().plusSeconds(60));
        clock.move(Duration.ofSeconds(60).minusMillis(1));
        assertThat(refusal(resend(sent)).until()).isEqualTo(clock.instant().plusMillis(1));
        clock.move(Duration.ofMillis(1));
        Issued.Send third = (Issued.Send) resend(sent);
        assertThat(third.status().sendsLeft()).isZero();
        clock.move(Duration.ofSeconds(300));

        assertThat(refusal(resend(sent)).reason()).isEqualTo(Reason.LOGIN_SENDS_USED);
        assertThat(refusal(resend(sent)).until()).isNull();
        assertThat(messages(sent)).isEqualTo(3);
    }

    @Test
    void theSameCodeIsSentAgainWhileItIsGoodAndItsTriesStayCounted() {
        Issued.Send sent = open(ANNA);
        wrong(sent, 4);
        clock.move(Duration.ofSeconds(30));
        Issued.Send again = (Issued.Send) resend(sent);

        assertThat(again.code().reveal()).isEqualTo(sent.code().reveal());
        assertThat(again.deliveryId()).isNotEqualTo(sent.deliveryId());
        wrong(again, 1);
        assertThat(verify(again, again.code().reveal())).isEqualTo(Verdict.DEAD);
    }

    @Test
    void aRepeatedCodeLivesOnButNeverPastTenMinutes() {
        codes = lifeCycle(Map.of("sends-per-login", "10", "resend-wait-seconds", "200"));
        Issued.Send sent = open(ANNA);
        clock.move(Duration.ofSeconds(200));
        resend(sent);
        assertThat(challenge(sent).expiresAt()).isEqualTo(clock.instant().plusSeconds(300));
        clock.move(Duration.ofSeconds(200));
        resend(sent);
        assertThat(challenge(sent).expiresAt()).isEqualTo(clock.instant().plusSeconds(200));
        clock.move(Duration.ofSeconds(200));

        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void inNewCodeModeTheOldCodeIsDead() {
        codes = lifeCycle(Map.of("resend", "new-code"));
        Issued.Send sent = open(ANNA);
        clock.move(Duration.ofSeconds(30));
        Issued.Send again = (Issued.Send) resend(sent);

        assertThat(handle(again)).isEqualTo(handle(sent));
        assertThat(verify(again, different(again.code(), sent.code()))).isEqualTo(Verdict.WRONG);
        assertThat(verify(again, again.code().reveal())).isEqualTo(Verdict.ACCEPTED);
        assertThat(counts().wrongAt()).hasSize(1);
    }

    @Test
    void aMessageThatMayHaveLeftKeepsItsCodeInNewCodeModeToo() {
        codes = lifeCycle(Map.of("resend", "new-code"));
        Issued.Send sent = open(ANNA);
        store.settleLast(handle(sent), DeliveryState.FAILED);

        Issued.Send again = (Issued.Send) resend(sent);

        assertThat(again.code().reveal()).isEqualTo(sent.code().reveal());
        assertThat(verify(again, sent.code().reveal())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aDeadUsedOrExpiredCodeIsReplacedByAFreshOne() {
        Issued.Send sent = open(ANNA);
        wrong(sent, 5);
        clock.move(Duration.ofSeconds(30));
        Issued.Send again = (Issued.Send) resend(sent);

        assertThat(challenge(again).wrong()).isZero();
        assertThat(again.status().sends()).isEqualTo(2);
        assertThat(verify(again, again.code().reveal())).isEqualTo(Verdict.ACCEPTED);
        assertThat(counts().wrongAt()).hasSize(5);
    }

    @Test
    void aMessageThatCouldNotBeSentMayBeTriedAgainAtOnce() {
        Issued.Send sent = open(ANNA);
        store.settleLast(handle(sent), DeliveryState.FAILED);

        CodeStatus status = codes.status(ANNA, handles(sent)).orElseThrow();
        assertThat(status.state()).isEqualTo(DeliveryState.FAILED);
        assertThat(status.resendAt()).isEqualTo(clock.instant());
        assertThat(resend(sent)).isInstanceOf(Issued.Send.class);
    }

    @Test
    void aMessageWithoutAnAnswerIsLostAfterAWhile() {
        Issued.Send sent = open(ANNA);
        clock.move(Duration.ofSeconds(15).minusMillis(1));
        assertThat(codes.status(ANNA, handles(sent)).orElseThrow().state()).isEqualTo(DeliveryState.SENDING);
        clock.move(Duration.ofMillis(1));

        assertThat(codes.status(ANNA, handles(sent)).orElseThrow().state()).isEqualTo(DeliveryState.FAILED);
        store.settleLast(handle(sent), DeliveryState.SENT);
        assertThat(codes.status(ANNA, handles(sent)).orElseThrow().state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void tenMessagesAnHourAreTheMostForOneUser() {
        for (int login = 0; login < 10; login++) {
            assertThat(codes.open(binding("anna", "browser-" + login, PHONE), NONE, true))
                    .isInstanceOf(Issued.Send.class);
            clock.move(Duration.ofMinutes(1));
        }
        Binding next = binding("anna", "browser-x", PHONE);

        Issued.Refused refused = (Issued.Refused) codes.open(next, NONE, true);
        assertThat(refused.refusal().reason()).isEqualTo(Reason.USER_SENDS_USED);
        assertThat(refused.refusal().until()).isEqualTo(clock.instant().plus(Duration.ofMinutes(50)));
        clock.move(Duration.ofMinutes(50));
        assertThat(codes.open(next, NONE, true)).isInstanceOf(Issued.Send.class);
    }

    @Test
    void aResendWithoutAChallengeIsAFirstSend() {
        assertThat(codes.resend(ANNA, NONE)).isInstanceOf(Issued.Send.class);
        assertThat(codes.resend(ANNA, Set.of("no such handle"))).isInstanceOf(Issued.Send.class);
    }

    @Test
    void aClockThatJumpsBackFreesNobody() {
        Issued.Send sent = open(ANNA);
        wrong(sent, 5);
        Issued.Send second = (Issued.Send) codes.open(ANNA, NONE, true);
        wrong(second, 5);
        clock.move(Duration.ofDays(-3));

        assertThat(codes.open(ANNA, NONE, true)).isInstanceOf(Issued.Refused.class);
    }
}
