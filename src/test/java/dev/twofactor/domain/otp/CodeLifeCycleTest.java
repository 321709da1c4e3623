package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodeLifeCycleTest {

    private static final Destination PHONE = new Destination("+14155550101", "+1 ••• ••• ••01", "US");
    private static final Binding ANNA = binding("anna", "browser-1", PHONE);

    private static final Set<String> NONE = Set.of();

    private final MovableClock clock = new MovableClock();
    private final MemoryCodeStore store = new MemoryCodeStore();
    private final Keys keys = new Keys();
    private final SecureRandom random = new SecureRandom();
    private CodeLifeCycle codes = lifeCycle(Map.of());

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

    private Issued.Send open(Binding binding) {
        return (Issued.Send) codes.open(binding, NONE, true);
    }

    private Issued resend(Issued.Send sent) {
        return codes.resend(ANNA, handles(sent));
    }

    private void wrong(Issued.Send sent, int times) {
        wrong(sent, "1", times);
    }

    private void wrong(Issued.Send sent, Object browser, int times) {
        Binding binding = binding("anna", "browser-" + browser, PHONE);
        for (int i = 0; i < times; i++) {
            String digits = different(sent.code(), sent.code());
            assertThat(codes.verify(binding, handles(sent), typed(digits)).verdict())
                    .isEqualTo(Verdict.WRONG);
        }
    }

    private Verdict verify(Issued.Send sent, String digits) {
        return codes.verify(ANNA, handles(sent), typed(digits)).verdict();
    }

    private static String different(Code right, Code other) {
        char last = other.reveal().charAt(5);
        String changed = other.reveal().equals(right.reveal())
                ? other.reveal().substring(0, 5) + (char) ('0' + (last - '0' + 1) % 10)
                : other.reveal();
        assertThat(changed).isNotEqualTo(right.reveal());
        return changed;
    }

    private int messages(Issued.Send sent) {
        return store.deliveries.get(handle(sent)).size();
    }

    private Challenge challenge(Issued.Send sent) {
        return store.challenges.get(handle(sent));
    }

    private Counts counts() {
        return store.counts.getOrDefault("shop/anna", Counts.NONE);
    }

    private static Issued.Refusal refusal(Issued issued) {
        return ((Issued.Stands) issued).refusal();
    }

    private static String handle(Issued.Send sent) {
        return sent.status().challengeId();
    }

    private static Set<String> handles(Issued.Send sent) {
        return Set.of(handle(sent));
    }

    private static TypedCode typed(String digits) {
        return TypedCode.parse(digits).orElseThrow();
    }

    private static Binding binding(String user, String browser, Destination destination) {
        return new Binding("shop", user, browser, Purpose.LOGIN, Channel.SMS, destination);
    }

    private CodeLifeCycle lifeCycle(Map<String, String> policy) {
        return new CodeLifeCycle(store, keys, CodePolicy.from(new Settings(policy)), TestLimits.none(), clock, random);
    }

    private static final class Keys implements CodeKeys {

        private final Map<String, CodeKey> known = new HashMap<>();
        private String active = "key-1";
        private Runnable onDerive = () -> {};

        Keys() {
            rotate("key-1");
        }

        void rotate(String id) {
            known.clear();
            known.put(id, CodeKey.derive(id, ("a secret of the realm " + id).getBytes(StandardCharsets.UTF_8)));
            active = id;
        }

        @Override
        public CodeKey active() {
            return known.get(active);
        }

        @Override
        public Optional<CodeKey> byId(String id) {
            onDerive.run();
            return Optional.ofNullable(known.get(id));
        }
    }
}
