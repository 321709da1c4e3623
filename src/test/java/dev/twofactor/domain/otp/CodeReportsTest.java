package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.spend.Finding;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodeReportsTest {

    private static final Destination PHONE = new Destination("+14155550101", "+1 ••• ••• ••01", "US");
    private static final Binding ANNA = binding("browser-1", Purpose.LOGIN);

    private final MovableClock clock = new MovableClock();
    private final MemoryCodeStore store = new MemoryCodeStore();
    private final List<Finding> heard = new ArrayList<>();
    private final CodeReports reports = new CodeReports("shop", store, store::reportable, clock, heard::add);

    private static Binding binding(String browser, Purpose purpose) {
        return new Binding("shop", "anna", browser, purpose, Channel.SMS, PHONE);
    }

    private CodeLifeCycle codes(String resend) {
        return new CodeLifeCycle(
                store,
                new OneKey(),
                CodePolicy.from(new Settings(Map.of("resend", resend, "resend-wait-seconds", "0"))),
                TestLimits.none(),
                clock,
                new SecureRandom());
    }

    private Issued.Send open(Binding binding) {
        return (Issued.Send) codes("same-code").open(binding, Set.of(), true);
    }

    private Verdict verify(Issued.Send sent) {
        TypedCode typed = TypedCode.parse(sent.code().reveal()).orElseThrow();
        return codes("same-code")
                .verify(ANNA, Set.of(sent.status().challengeId()), typed)
                .verdict();
    }

    @Test
    void aReportNamesTheLoginEndsItsCodeAndRaisesOneAlarm() {
        Issued.Send sent = open(ANNA);

        ReportedCode code = reports.take(sent.reportKey()).orElseThrow();

        assertThat(code.userId()).isEqualTo("anna");
        assertThat(code.sessionId()).isEqualTo("browser-1");
        assertThat(verify(sent)).isEqualTo(Verdict.EXPIRED);
        assertThat(heard).containsExactly(new Finding(Finding.Type.ALARM, "code_not_asked_for", "anna", null));
        assertThat(codes("same-code").open(ANNA, Set.of(), true)).isInstanceOf(Issued.Send.class);
    }

    @Test
    void lookingChangesNothing() {
        Issued.Send sent = open(ANNA);

        for (int i = 0; i < 3; i++) {
            assertThat(reports.find(sent.reportKey())).isPresent();
        }

        assertThat(heard).isEmpty();
        assertThat(verify(sent)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aLinkIsGoodOnce() {
        Issued.Send sent = open(ANNA);
        reports.take(sent.reportKey());

        assertThat(reports.find(sent.reportKey())).isEmpty();
        assertThat(reports.take(sent.reportKey())).isEmpty();
        assertThat(heard).hasSize(1);
    }

    @Test
    void aCodeThatSomebodyTypedAlreadyIsReportedAllTheSame() {
        Issued.Send sent = open(ANNA);
        assertThat(verify(sent)).isEqualTo(Verdict.ACCEPTED);

        assertThat(reports.take(sent.reportKey())).isPresent();
        assertThat(verify(sent)).isEqualTo(Verdict.USED);
    }

    @Test
    void theLinksOfAllMessagesOfALoginServe() {
        Issued.Send first = open(ANNA);
        Issued.Send second = (Issued.Send)
                codes("new-code").resend(ANNA, Set.of(first.status().challengeId()));

        assertThat(second.code().reveal()).isNotEqualTo(first.code().reveal());
        assertThat(reports.find(first.reportKey())).isPresent();
        assertThat(reports.find(second.reportKey())).isPresent();
        assertThat(reports.take(first.reportKey())).isPresent();
        assertThat(verify(second)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void aLinkIsGoodForADay() {
        Issued.Send sent = open(ANNA);
        clock.move(Duration.ofDays(1).minusMillis(1));
        assertThat(reports.find(sent.reportKey())).isPresent();
        clock.move(Duration.ofMillis(1));
        assertThat(reports.take(sent.reportKey())).isEmpty();
    }

    @Test
    void whoeverGetsACodeThatSetsAPhoneUpHasNoWordOverTheAccount() {
        assertThat(open(binding("browser-1", Purpose.ENROLL)).reportKey()).isNull();
        assertThat(open(binding("browser-1", Purpose.DIRECT_GRANT)).reportKey()).isNotNull();
    }

    @Test
    void keysAreLettersAloneAllDifferentAndNeverWritten() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ReportKey key = open(binding("browser-" + i, Purpose.DIRECT_GRANT)).reportKey();
            assertThat(key.reveal()).matches("[A-Za-z]{14}");
            assertThat(key.toString()).doesNotContain(key.reveal());
            assertThat(ReportKey.parse(key.reveal()).orElseThrow().hash()).isEqualTo(key.hash());
            seen.add(key.reveal());
            clock.move(Duration.ofHours(1));
        }
        assertThat(seen).hasSize(1000);
        assertThat(store.challenges.values())
                .noneMatch(each -> seen.contains(each.report().keyHash()));
    }

    @Test
    void whatIsNoKeyIsNone() {
        for (String wrong : new String[] {null, "", "abc", "ABCDEFGabcdef1", "ABCDEFGabcdefgh", "ABCDEFGabcdef\n"}) {
            assertThat(ReportKey.parse(wrong)).isEmpty();
        }
    }
}
