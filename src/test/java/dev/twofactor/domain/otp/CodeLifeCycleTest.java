package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Issued.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodeLifeCycleTest extends LivingCodes {

    @Test
    void theFirstOpeningSendsAndTheRightCodeIsAccepted() {
        Issued.Send sent = open(ANNA);

        assertThat(sent.status().state()).isEqualTo(DeliveryState.SENDING);
        assertThat(sent.status().length()).isEqualTo(6);
        assertThat(sent.status().live()).isTrue();
        assertThat(sent.status().sends()).isEqualTo(1);
        assertThat(sent.status().sendsLeft()).isEqualTo(2);
        assertThat(sent.code().reveal()).matches("[0-9]{6}");
        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void openingAgainSendsNothing() {
        Issued.Send sent = open(ANNA);

        for (int reload = 0; reload < 20; reload++) {
            Issued again = codes.open(ANNA, handles(sent), true);
            assertThat(again).isInstanceOf(Issued.Stands.class);
        }
        assertThat(messages(sent)).isEqualTo(1);
    }

    @Test
    void anotherTabOfTheSameBrowserShowsTheSameChallengeAndItsCodeWorksOnce() {
        Issued.Send sent = open(ANNA);

        Issued second = codes.open(ANNA, NONE, true);

        assertThat(second).isInstanceOf(Issued.Stands.class);
        assertThat(((Issued.Stands) second).status().challengeId()).isEqualTo(handle(sent));
        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.ACCEPTED);
        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.USED);
    }

    @Test
    void aRestartedLoginGetsACodeOfItsOwnAndTheOldOneStaysGoodForTheFirstTab() {
        Issued.Send first = open(ANNA);
        Issued.Send restarted = (Issued.Send) codes.open(ANNA, NONE, false);

        assertThat(handle(restarted)).isNotEqualTo(handle(first));
        assertThat(verify(restarted, different(restarted.code(), first.code()))).isEqualTo(Verdict.WRONG);
        assertThat(verify(first, first.code().reveal())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void restartingAgainAndAgainSendsNoMoreThanOneLoginMay() {
        for (int restart = 0; restart < 3; restart++) {
            assertThat(codes.open(ANNA, List.of(), false)).isInstanceOf(Issued.Send.class);
        }

        Issued.Refused refused = (Issued.Refused) codes.open(ANNA, List.of(), false);
        assertThat(refused.refusal().reason()).isEqualTo(Reason.USER_SENDS_USED);
        assertThat(refused.refusal().until()).isEqualTo(clock.instant().plusSeconds(300));
        clock.move(Duration.ofSeconds(300));
        assertThat(codes.open(ANNA, List.of(), false)).isInstanceOf(Issued.Send.class);
    }

    @Test
    void messagesThatNeverLeftDoNotUseUpAnotherWay() {
        Issued.Send sent = open(ANNA);
        for (int send = 1; send < 3; send++) {
            store.settleLast(handle(sent), DeliveryState.FAILED);
            assertThat(resend(sent)).isInstanceOf(Issued.Send.class);
        }
        Binding mail = new Binding("shop", "anna", "browser-1", Purpose.LOGIN, Channel.EMAIL, PHONE);
        assertThat(codes.open(mail, List.of(handle(sent)), true)).isInstanceOf(Issued.Refused.class);
        store.settleLast(handle(sent), DeliveryState.FAILED);

        assertThat(codes.open(mail, List.of(handle(sent)), true)).isInstanceOf(Issued.Send.class);
        assertThat(resend(sent)).isInstanceOf(Issued.Stands.class);
    }

    @Test
    void aDeadChallengeIsNotJoinedByAnotherTab() {
        Issued.Send sent = open(ANNA);
        wrong(sent, 5);

        assertThat(codes.open(ANNA, NONE, true)).isInstanceOf(Issued.Send.class);
    }

    @Test
    void aCodeWorksOnlyForItsUserBrowserAndDestination() {
        Issued.Send sent = open(ANNA);
        String code = sent.code().reveal();

        for (Binding other : new Binding[] {
            binding("bert", "browser-1", PHONE),
            binding("anna", "browser-2", PHONE),
            binding("anna", "browser-1", new Destination("+14155550102", "", "US")),
            new Binding("other", "anna", "browser-1", Purpose.LOGIN, Channel.SMS, PHONE),
            new Binding("shop", "anna", "browser-1", Purpose.LOGIN, Channel.EMAIL, PHONE),
        }) {
            Judgement judgement = codes.verify(other, handles(sent), typed(code));
            assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(judgement.status()).isNull();
            assertThat(codes.status(other, handles(sent))).isEmpty();
        }
        assertThat(verify(sent, code)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void withoutAHandleNothingIsAccepted() {
        Issued.Send sent = open(ANNA);

        assertThat(codes.verify(ANNA, NONE, typed(sent.code().reveal())).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(counts().evaluations()).isZero();
    }

    @Test
    void fiveWrongCodesKillTheCodeAlsoForTheRightOne() {
        Issued.Send sent = open(ANNA);

        wrong(sent, 4);
        assertThat(codes.status(ANNA, handles(sent)).orElseThrow().live()).isTrue();
        wrong(sent, 1);

        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.DEAD);
        assertThat(codes.status(ANNA, handles(sent)).orElseThrow().live()).isFalse();
        assertThat(counts().evaluations()).isEqualTo(5);
    }

    @Test
    void afterAWrongCodeTheRightOneStillWorks() {
        Issued.Send sent = open(ANNA);

        wrong(sent, 4);

        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.ACCEPTED);
        assertThat(counts().consecutiveWrong()).isZero();
        assertThat(counts().wrongAt()).hasSize(4);
        assertThat(counts().evaluations()).isEqualTo(5);
    }

    @Test
    void aTryIsCountedBeforeItIsCompared() {
        Issued.Send sent = open(ANNA);
        store.writes.clear();
        keys.onDerive = () -> store.writes.add("key");

        wrong(sent, 1);

        assertThat(store.writes).containsSubsequence("counts", "challenge");
        assertThat(counts().wrongAt()).hasSize(1);
        assertThat(counts().consecutiveWrong()).isEqualTo(1);
        assertThat(challenge(sent).wrong()).isEqualTo(1);
    }

    @Test
    void tenWrongCodesADayStopAllLoginsOfTheUserUntilTheOldestIsADayOld() {
        for (int login = 0; login < 2; login++) {
            wrong((Issued.Send) codes.open(binding("anna", "browser-" + login, PHONE), NONE, true), login, 5);
        }
        Binding third = binding("anna", "browser-3", PHONE);

        Issued refused = codes.open(third, NONE, true);
        assertThat(refused).isInstanceOf(Issued.Refused.class);
        assertThat(((Issued.Refused) refused).refusal().reason()).isEqualTo(Reason.TOO_MANY_WRONG);
        assertThat(((Issued.Refused) refused).refusal().until())
                .isEqualTo(clock.instant().plus(Duration.ofDays(1)));

        clock.move(Duration.ofDays(1).minusMillis(1));
        assertThat(codes.open(third, NONE, true)).isInstanceOf(Issued.Refused.class);
        clock.move(Duration.ofMillis(1));
        assertThat(codes.open(third, NONE, true)).isInstanceOf(Issued.Send.class);
    }

    @Test
    void aLockedUsersRightCodeIsRefusedAndNotEvaluated() {
        Issued.Send open = open(ANNA);
        for (int login = 1; login <= 2; login++) {
            wrong((Issued.Send) codes.open(binding("anna", "browser-9" + login, PHONE), NONE, true), "9" + login, 5);
        }

        assertThat(verify(open, open.code().reveal())).isEqualTo(Verdict.LOCKED);
        assertThat(counts().evaluations()).isEqualTo(10);
        Issued resent = resend(open);
        assertThat(((Issued.Stands) resent).refusal()).isNotNull();
    }

    @Test
    void aRightCodeDoesNotClearTheDay() {
        Issued.Send first = open(ANNA);
        wrong(first, 4);
        verify(first, first.code().reveal());
        Issued.Send second = (Issued.Send) codes.open(ANNA, NONE, true);
        wrong(second, 4);
        verify(second, second.code().reveal());
        Issued.Send third = (Issued.Send) codes.open(ANNA, NONE, true);
        wrong(third, 2);

        assertThat(verify(third, third.code().reveal())).isEqualTo(Verdict.LOCKED);
    }

    @Test
    void aCodeIsGoodUntilItsLifetimeEndsAndNotAtThatMoment() {
        Issued.Send sent = open(ANNA);
        clock.move(Duration.ofSeconds(300).minusMillis(1));
        assertThat(codes.status(ANNA, handles(sent)).orElseThrow().live()).isTrue();
        clock.move(Duration.ofMillis(1));

        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.EXPIRED);
        assertThat(codes.status(ANNA, handles(sent)).orElseThrow().live()).isFalse();
        assertThat(counts().evaluations()).isZero();
    }

    @Test
    void aCodeIsAcceptedAMillisecondBeforeItsEnd() {
        Issued.Send sent = open(ANNA);
        clock.move(Duration.ofSeconds(300).minusMillis(1));

        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void longerCodesAreMadeAsThePolicySays() {
        codes = lifeCycle(Map.of("code-length", "10"));
        Issued.Send sent = open(ANNA);

        assertThat(sent.code().reveal()).matches("[0-9]{10}");
        assertThat(sent.status().length()).isEqualTo(10);
        assertThat(verify(sent, sent.code().reveal())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void nothingPrintsACodeOrADestination() {
        Issued.Send sent = open(ANNA);
        String everything = sent + " " + challenge(sent) + " " + ANNA + " "
                + typed(sent.code().reveal()) + store.deliveries + PHONE;

        assertThat(everything)
                .doesNotContain(sent.code().reveal())
                .doesNotContain(PHONE.address())
                .doesNotContain(challenge(sent).nonce().hex());
    }
}
