package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.policy.CodePolicy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One login that goes from phone to phone and from channel to channel. */
class SeveralDestinationsTest {

    private static final CodeKey KEY = CodeKey.derive("key", "a secret of the realm".getBytes(StandardCharsets.UTF_8));
    private static final Binding PHONE = binding(Channel.SMS, "+14155550101");
    private static final Binding OTHER_PHONE = binding(Channel.SMS, "+14155550102");
    private static final Binding MAIL = binding(Channel.EMAIL, "anna@shop.example");
    private static final Binding OTHER_MAIL = binding(Channel.EMAIL, "anna@home.example");

    private final MovableClock clock = new MovableClock();
    private final MemoryCodeStore store = new MemoryCodeStore();
    private final Set<String> handles = new LinkedHashSet<>();
    private final CodeLifeCycle codes = new CodeLifeCycle(
            store,
            new CodeKeys() {
                @Override
                public CodeKey active() {
                    return KEY;
                }

                @Override
                public Optional<CodeKey> byId(String id) {
                    return Optional.of(KEY);
                }
            },
            CodePolicy.DEFAULT,
            TestLimits.none(),
            clock,
            new SecureRandom());

    @Test
    void eachDestinationGetsItsMessageOnceHoweverOftenOneSwitches() {
        for (int i = 0; i < 10; i++) {
            for (Binding binding : new Binding[] {PHONE, MAIL, OTHER_PHONE}) {
                assertThat(open(binding)).isInstanceOf(i == 0 ? Issued.Send.class : Issued.Stands.class);
            }
        }
        assertThat(messages()).isEqualTo(3);
    }

    @Test
    void theMessagesOfALoginCountTogether() {
        open(PHONE);
        open(MAIL);
        Issued.Send third = (Issued.Send) open(OTHER_PHONE);

        assertThat(third.status().sends()).isEqualTo(1);
        assertThat(third.status().sendsLeft()).isZero();
        assertThat(open(OTHER_MAIL)).isEqualTo(new Issued.Refused(new Issued.Refusal(Reason.LOGIN_SENDS_USED, null)));
        clock.move(Duration.ofSeconds(200));
        for (Binding binding : new Binding[] {PHONE, MAIL, OTHER_PHONE}) {
            Issued.Stands stands = (Issued.Stands) codes.resend(binding, handles);
            assertThat(stands.refusal().reason()).isEqualTo(Reason.LOGIN_SENDS_USED);
        }
        assertThat(messages()).isEqualTo(3);
    }

    @Test
    void aMessageSentAgainLeavesOneLessForTheOthers() {
        open(PHONE);
        clock.move(Duration.ofSeconds(31));
        codes.resend(PHONE, handles);

        Issued.Send mail = (Issued.Send) open(MAIL);

        assertThat(mail.status().sendsLeft()).isZero();
        assertThat(open(OTHER_PHONE)).isInstanceOf(Issued.Refused.class);
    }

    @Test
    void theWaitIsEachDestinationsOwn() {
        open(PHONE);

        assertThat(open(MAIL)).isInstanceOf(Issued.Send.class);
        assertThat(((Issued.Stands) codes.resend(PHONE, handles)).refusal().reason())
                .isEqualTo(Reason.TOO_EARLY);
    }

    @Test
    void aCodeOfOneDestinationNeverPassesInAnother() {
        String byPhone = ((Issued.Send) open(PHONE)).code().reveal();
        String byMail = ((Issued.Send) open(MAIL)).code().reveal();

        if (!byPhone.equals(byMail)) {
            assertThat(verify(MAIL, byPhone)).isEqualTo(Verdict.WRONG);
            assertThat(verify(PHONE, byMail)).isEqualTo(Verdict.WRONG);
        }
        assertThat(verify(OTHER_PHONE, byPhone)).isEqualTo(Verdict.UNKNOWN);
        assertThat(verify(PHONE, byPhone)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aSecondTabJoinsEachDestinationAndCountsWhatTheFirstSent() {
        open(PHONE);
        open(MAIL);
        Set<String> second = new LinkedHashSet<>();

        for (Binding binding : new Binding[] {PHONE, MAIL}) {
            second.add(
                    ((Issued.Stands) codes.open(binding, second, true)).status().challengeId());
        }

        Issued.Send third = (Issued.Send) codes.open(OTHER_PHONE, second, true);
        second.add(third.status().challengeId());
        assertThat(third.status().sendsLeft()).isZero();
        assertThat(codes.open(OTHER_MAIL, second, true)).isInstanceOf(Issued.Refused.class);
    }

    @Test
    void aMessageThatFailedStillCounts() {
        String first = ((Issued.Send) open(PHONE)).status().challengeId();
        store.settleLast(first, DeliveryState.FAILED);

        Issued.Send again = (Issued.Send) codes.resend(PHONE, handles);

        assertThat(again.status().sendsLeft()).isEqualTo(1);
    }

    private Issued open(Binding binding) {
        Issued issued = codes.open(binding, handles, true);
        if (issued instanceof Issued.Send send) {
            handles.add(send.status().challengeId());
        }
        return issued;
    }

    private Verdict verify(Binding binding, String digits) {
        return codes.verify(binding, handles, TypedCode.parse(digits).orElseThrow())
                .verdict();
    }

    private int messages() {
        return store.deliveries.values().stream().mapToInt(sent -> sent.size()).sum();
    }

    private static Binding binding(Channel channel, String address) {
        return new Binding("shop", "anna", "browser", Purpose.LOGIN, channel, new Destination(address, "masked", null));
    }
}
