package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.spend.Asked;
import dev.twofactor.domain.spend.Finding;
import dev.twofactor.domain.spend.Limit;
import dev.twofactor.domain.spend.SendBudget;
import dev.twofactor.domain.spend.SendCheck;
import dev.twofactor.domain.spend.Source;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the life of a code meets the limits over all users. */
class LimitsOfAllTest {

    private static final Destination PHONE = new Destination("+14155550101", "+1 ••• ••• ••01", "US");

    private final MovableClock clock = new MovableClock();
    private final MemoryCodeStore store = new MemoryCodeStore();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private SendCheck check = SendCheck.NONE;

    @Test
    void theSixthAccountOfOneNumberGetsNoMessageAndIsToldHowLongToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(open("user-" + i)).isInstanceOf(Issued.Send.class);
        }

        Issued refused = open("user-5");
        assertThat(((Issued.Refused) refused).refusal())
                .isEqualTo(new Issued.Refusal(
                        Reason.NUMBER_SENDS_USED, clock.instant().plusSeconds(600)));
        assertThat(findings).containsExactly(new Finding(Finding.Type.REFUSED, "number_ten_minutes", "user-5", "US"));
        assertThat(store.counts.getOrDefault("shop/user-5", Counts.NONE).sentAt())
                .isEmpty();
    }

    @Test
    void aResendThatABudgetStopsLeavesTheCodeOfBefore() {
        settings.put("sends-per-number-day", "1");
        Issued.Send send = (Issued.Send) open("anna");
        clock.move(Duration.ofSeconds(30));

        Issued.Stands stands = (Issued.Stands) codes().resend(binding("anna"), handles(send));

        assertThat(stands.refusal().reason()).isEqualTo(Reason.NUMBER_SENDS_USED);
        assertThat(type("anna", send, send.code().reveal())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void anEnteredCodeGivesTheAddressItsMessagesBack() {
        settings.put("unverified-per-address-hour", "2");
        Issued.Send send = (Issued.Send) open("anna", 1);
        settle(send);
        clock.move(Duration.ofSeconds(30));
        assertThat(codes().resend(binding("anna", 1), handles(send))).isInstanceOf(Issued.Send.class);
        assertThat(open("bert", 2)).isInstanceOf(Issued.Refused.class);

        assertThat(codes().verify(
                                binding("anna", 1),
                                handles(send),
                                typed(send.code().reveal()))
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);

        assertThat(open("bert", 2)).isInstanceOf(Issued.Send.class);
        assertThat(open("carl", 3)).isInstanceOf(Issued.Send.class);
        assertThat(open("dora", 4)).isInstanceOf(Issued.Refused.class);
    }

    @Test
    void fromAnAddressWithTooManyWrongCodesNotEvenTheRightOneIsCompared() {
        settings.put("wrong-per-address-hour", "1");
        Issued.Send anna = (Issued.Send) open("anna", 1);
        Issued.Send bert = (Issued.Send) open("bert", 2);
        assertThat(type("anna", 1, anna, wrong(anna))).isEqualTo(Verdict.WRONG);

        assertThat(type("bert", 2, bert, bert.code().reveal())).isEqualTo(Verdict.HELD);
        assertThat(store.counts.get("shop/bert").evaluations()).isZero();
        assertThat(tries().judge("shop", "carl", new TriedMethod("otp", null), () -> true))
                .isEqualTo(Verdict.HELD);
        clock.move(Duration.ofHours(1));
        assertThat(tries().judge("shop", "carl", new TriedMethod("otp", null), () -> true))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void neighboursOfAGuesserWhoSignedInThereBeforeGoOn() {
        Issued.Send before = (Issued.Send) open("bert", 2);
        assertThat(type("bert", 2, before, before.code().reveal())).isEqualTo(Verdict.ACCEPTED);
        assertThat(tries().judge("shop", "carl", new TriedMethod("otp", null), () -> true))
                .isEqualTo(Verdict.ACCEPTED);
        clock.move(Duration.ofDays(1));
        settings.put("wrong-per-address-hour", "1");
        Issued.Send anna = (Issued.Send) open("anna", 1);
        assertThat(type("anna", 1, anna, wrong(anna))).isEqualTo(Verdict.WRONG);

        Issued.Send bert = (Issued.Send) open("bert", 2);
        assertThat(type("bert", 2, bert, bert.code().reveal())).isEqualTo(Verdict.ACCEPTED);
        assertThat(tries().judge("shop", "carl", new TriedMethod("otp", null), () -> true))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(type("anna", 1, anna, anna.code().reveal())).isEqualTo(Verdict.HELD);
    }

    @Test
    void aCodeThatSetSomethingUpOrWasReadToAnAgentMakesNobodyKnown() {
        settings.put("wrong-per-address-hour", "1");
        for (Purpose purpose : List.of(Purpose.ENROLL, Purpose.HELP_DESK)) {
            Binding other = new Binding("shop", "bert", "browser", purpose, Channel.SMS, PHONE, Instant.EPOCH);
            Issued.Send send = (Issued.Send) codes().open(other, Set.of(), true);
            assertThat(codes().verify(other, handles(send), typed(send.code().reveal()))
                            .verdict())
                    .isEqualTo(Verdict.ACCEPTED);
        }
        Issued.Send anna = (Issued.Send) open("anna", 3);
        type("anna", 3, anna, wrong(anna));

        Issued.Send bert = (Issued.Send) open("bert", 2);
        assertThat(type("bert", 2, bert, bert.code().reveal())).isEqualTo(Verdict.HELD);
    }

    @Test
    void thePriceIsAskedForTheVeryMessageThatWouldLeave() {
        List<Integer> messages = new ArrayList<>();
        settings.put("spend-per-day", "1");
        SendBudget priced = new SendBudget(
                BudgetPolicy.from(new Settings(settings)),
                value -> value,
                Source.of(null),
                asked -> {
                    messages.add(asked.message());
                    return BigDecimal.ZERO;
                },
                user -> false);
        Limits limits = new Limits(priced, limits().wrongCodes(), check, findings::add);
        Issued.Send send = (Issued.Send) codes(store, limits).open(binding("anna"), Set.of(), true);
        assertThat(messages).containsOnly(1);
        messages.clear();
        clock.move(Duration.ofSeconds(30));

        codes(store, limits).resend(binding("anna"), handles(send));

        assertThat(messages).isNotEmpty().containsOnly(2);
    }

    @Test
    void aTransactionThatLostARaceAndBeganAnewTellsWhatItFoundOnce() {
        settings.put("sends-per-number-day", "1");
        open("anna");
        CodeStore twice = new CodeStore() {
            @Override
            public <T> T exclusively(String realmId, String userId, Function<UserRecords, T> work) {
                store.exclusively(realmId, userId, work);
                return store.exclusively(realmId, userId, work);
            }
        };

        assertThat(codes(twice, limits()).open(binding("bert"), Set.of(), true)).isInstanceOf(Issued.Refused.class);

        assertThat(findings).hasSize(1);
    }

    @Test
    void whoOptedOutOfTextsIsToldSoAndNobodyElse() {
        Issued.Send send = (Issued.Send) open("anna");
        Set<String> handles = handles(send);
        for (SendResult.Outcome outcome : SendResult.Outcome.values()) {
            store.settleLast(send.status().challengeId(), DeliveryState.FAILED, outcome);
            assertThat(codes().status(binding("anna"), handles).orElseThrow().optedOut())
                    .isEqualTo(outcome == SendResult.Outcome.OPTED_OUT);
        }
        store.settleLast(send.status().challengeId(), DeliveryState.SENT, SendResult.Outcome.OPTED_OUT);
        assertThat(codes().status(binding("anna"), handles).orElseThrow().optedOut())
                .isFalse();
    }

    @Test
    void wrongCodesOfAppsCountInTheSameRates() {
        settings.put("wrong-per-address-hour", "1");
        tries().judge("shop", "carl", new TriedMethod("otp", null), () -> false);

        assertThat(findings)
                .containsExactly(new Finding(Finding.Type.ALARM, Finding.WRONG_CODES_OF_ADDRESS, null, null));
    }

    @Test
    void aRefusalOfOnesOwnIsAFindingAndWaitingForTheNextMessageIsNot() {
        Issued.Send send = (Issued.Send) open("anna");
        codes().resend(binding("anna"), handles(send));
        assertThat(findings).isEmpty();

        settings.put("sends-per-login", "1");
        codes().resend(binding("anna"), handles(send));
        assertThat(findings).containsExactly(new Finding(Finding.Type.REFUSED, "login_sends_used", "anna", "US"));
    }

    @Test
    void theOperatorsCheckIsAskedBeforeTheSecondMessageAlone() {
        List<Asked> asked = new ArrayList<>();
        check = question -> {
            asked.add(question);
            return true;
        };
        Issued.Send send = (Issued.Send) open("anna");
        codes().resend(binding("anna"), handles(send));
        assertThat(asked).isEmpty();

        clock.move(Duration.ofSeconds(30));
        assertThat(codes().resend(binding("anna"), handles(send))).isInstanceOf(Issued.Send.class);
        assertThat(asked).containsExactly(new Asked("anna", false, Channel.SMS, PHONE, 2));
    }

    @Test
    void aCheckThatSaysNoStopsTheMessageAndNotTheCode() {
        check = question -> false;
        Issued.Send send = (Issued.Send) open("anna");
        clock.move(Duration.ofSeconds(30));

        Issued.Stands stands = (Issued.Stands) codes().resend(binding("anna"), handles(send));

        assertThat(stands.refusal()).isEqualTo(new Issued.Refusal(Reason.CHECK_FAILED, null));
        assertThat(findings).containsExactly(new Finding(Finding.Type.REFUSED, "check_failed", "anna", "US"));
        assertThat(type("anna", send, send.code().reveal())).isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void everyLimitHasAReasonThatPeopleAreTold(Limit limit) {
        assertThat(Reason.of(limit).code()).isNotEmpty();
        assertThat(limit.code()).isLowerCase();
    }

    private Issued open(String user) {
        return open(user, 1);
    }

    private Issued open(String user, int number) {
        return codes().open(binding(user, number), Set.of(), true);
    }

    private Verdict type(String user, Issued.Send send, String code) {
        return type(user, 1, send, code);
    }

    private Verdict type(String user, int number, Issued.Send send, String code) {
        return codes().verify(binding(user, number), handles(send), typed(code)).verdict();
    }

    private static TypedCode typed(String code) {
        return TypedCode.parse(code).orElseThrow();
    }

    private static String wrong(Issued.Send send) {
        return send.code().reveal().equals("000000") ? "000001" : "000000";
    }

    private void settle(Issued.Send send) {
        store.settleLast(send.status().challengeId(), DeliveryState.SENT);
    }

    private static Set<String> handles(Issued.Send send) {
        return Set.of(send.status().challengeId());
    }

    private static Binding binding(String user) {
        return binding(user, 1);
    }

    private static Binding binding(String user, int number) {
        Destination phone = number == 1 ? PHONE : new Destination("+1415556010" + number, "+1 •••", "US");
        return new Binding("shop", user, "browser", Purpose.LOGIN, Channel.SMS, phone, Instant.EPOCH);
    }

    private CodeLifeCycle codes() {
        return codes(store, limits());
    }

    private CodeLifeCycle codes(CodeStore records, Limits limits) {
        return new CodeLifeCycle(
                records, new OneKey(), CodePolicy.from(new Settings(settings)), limits, clock, new SecureRandom());
    }

    private Tries tries() {
        return new Tries(store, CodePolicy.from(new Settings(settings)), limits(), clock);
    }

    private Limits limits() {
        Limits limits = TestLimits.of(settings, "192.0.2.1", findings::add);
        return new Limits(limits.budget(), limits.wrongCodes(), check, limits.watch());
    }
}
