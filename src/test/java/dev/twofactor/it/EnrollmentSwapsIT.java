package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing is stored but what was verified: swaps, tabs, resumed and crossed set-ups. */
class EnrollmentSwapsIT extends EnrollmentStories {

    @Test
    void anotherNumberCanBeTakenBeforeVerifyingAndTheFirstOnesCodeDoesNotVerifyIt() {
        String other = PhoneNumbers.next();
        start("two-factor-enroll-sms");
        send(phone);
        Page form = browser.page().submit(Map.of("change", "true"));
        assertThat(form.form("phoneNumber").fields()).containsEntry("phoneNumber", phone);

        send(other);
        String first = inbox.code(1);
        String second = new CodeInbox(other).code(1);
        if (!first.equals(second)) {
            assertThat(code(first).errors()).containsExactly(REJECTED);
        }
        assertThat(stored()).isEmpty();
        code(second);

        assertThat(stored()).containsExactly("Text message to ••• " + other.substring(10));
        assertThat(Rows.text(
                        "select credential_data from credential where type = 'two-factor-sms' and user_id = ?", user))
                .contains(other);
    }

    @Test
    void aNumberSwappedIntoTheCodeFormChangesNothing() {
        String other = PhoneNumbers.next();
        start("two-factor-enroll-sms");
        Page code = send(phone);

        browser.post(code.form("code").action(), Map.of("code", inbox.code(1), "phoneNumber", other, "country", "US"));

        assertThat(Rows.text(
                        "select credential_data from credential where type = 'two-factor-sms' and user_id = ?", user))
                .contains(phone)
                .doesNotContain(other);
        assertThat(new CodeInbox(other).count()).isZero();
    }

    @Test
    void twoTabsWithTwoNumbersEachTakeTheirOwnCodeOnly() {
        String other = PhoneNumbers.next();
        start("two-factor-enroll-sms");
        BrowserSession second = browser.tab();
        send(phone);
        second.get(address("two-factor-enroll-sms"));
        if (second.page().isLoginPage()) {
            second.page().submit(Map.of("username", user.name(), "password", user.password()));
        }
        second.page().submit(Map.of("phoneNumber", other));
        String codeOfOther = new CodeInbox(other).code(1);
        if (!codeOfOther.equals(inbox.code(1))) {
            assertThat(code(codeOfOther).errors()).containsExactly(REJECTED);
        }
        assertThat(second.page().submit(Map.of("code", codeOfOther)).isSignedIn())
                .isTrue();

        assertThat(stored()).containsExactly("Text message to ••• " + other.substring(10));
        assertThat(new CodeInbox(other).count()).isEqualTo(1);
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void anAbandonedSetUpIsResumedWithoutAnotherMessage() {
        start("two-factor-enroll-sms");
        send(phone);
        String code = inbox.code(1);
        browser.page().submit(Map.of("cancel-aia", "true"));
        assertThat(stored()).isEmpty();

        browser.get(address("two-factor-enroll-sms"));
        assertThat(browser.page().html().select("#phoneNumber")).hasSize(1);
        send(phone);

        assertThat(inbox.count()).isEqualTo(1);
        assertThat(code(code).isSignedIn()).isTrue();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aCodeForSigningInVerifiesNoNumberAndTheOtherWayRound() {
        TestUser owner = realm.newUser();
        CodeInbox texts = new CodeInbox(owner.phone());
        BrowserSession person = BrowserSession.fresh();
        person.get(address("two-factor-enroll-sms"));
        person.page().submit(Map.of("username", owner.name(), "password", owner.password()));
        String login = texts.code(1);
        person.page().submit(Map.of("code", login));
        String fresh = PhoneNumbers.next();
        person.page().submit(Map.of("phoneNumber", fresh));
        if (!login.equals(new CodeInbox(fresh).code(1))) {
            assertThat(person.page().submit(Map.of("code", login)).errors()).containsExactly(REJECTED);
        }
    }

    @Test
    void whoTriesThirtyNumbersCausesFewMessages() {
        start("two-factor-enroll-sms");
        List<String> numbers =
                IntStream.range(0, 30).mapToObj(i -> PhoneNumbers.next()).toList();
        for (String number : numbers) {
            Page page = send(number);
            if (page.isCodePage()) {
                browser.page().submit(Map.of("change", "true"));
            } else {
                assertThat(page.errors()).singleElement().asString().contains("Too many messages");
            }
        }

        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isEqualTo(6);
    }

    @Test
    void wrongCodesCountTogetherWithThoseOfLogins() {
        start("two-factor-enroll-sms");
        send(phone);
        for (int i = 0; i < 5; i++) {
            code(inbox.wrongCode(1));
        }
        String other = PhoneNumbers.next();
        browser.page().submit(Map.of("change", "true"));
        send(other);
        for (int i = 0; i < 5; i++) {
            code(new CodeInbox(other).wrongCode(1));
        }

        Page page = code(new CodeInbox(other).code(1));

        assertThat(page.errors()).singleElement().asString().contains("Too many wrong codes");
        assertThat(stored()).isEmpty();
        assertThat(Rows.evaluations(user)).isEqualTo(10);
    }
}
