package dev.twofactor.domain.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.policy.CodePolicy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SendBudgetTest extends BudgetOfADay {

    @Test
    void oneNumberGetsFiveMessagesInTenMinutesOverAllAccounts() {
        Instant start = now;
        for (int i = 0; i < 5; i++) {
            assertThat(ask(login("user-" + i, 1))).isNull();
            now = now.plusSeconds(1);
        }

        assertThat(ask(login("user-6", 1))).isEqualTo(new Stop(Limit.NUMBER_TEN_MINUTES, start.plusSeconds(600)));
        assertThat(ask(login("user-6", 2))).isNull();
        now = start.plusSeconds(600).minusMillis(1);
        assertThat(ask(login("user-6", 1))).isNotNull();
        now = now.plusMillis(1);
        assertThat(ask(login("user-6", 1))).isNull();
    }

    @Test
    void oneNumberGetsTenMessagesADay() {
        Instant start = now;
        for (int i = 0; i < 10; i++) {
            assertThat(ask(login("anna", 1))).isNull();
            now = now.plus(Duration.ofMinutes(11));
        }

        assertThat(ask(login("bert", 1))).isEqualTo(new Stop(Limit.NUMBER_DAY, start.plus(DAY)));
        now = start.plus(DAY);
        assertThat(ask(login("bert", 1))).isNull();
        assertThat(ask(login("bert", 1))).isNotNull();
    }

    @Test
    void aRefusedMessageCountsNowhere() {
        for (int i = 0; i < 50; i++) {
            ask(login("anna", 1));
        }

        assertThat(tally(Subject.Kind.NUMBER).messages(DAY, now)).isEqualTo(5);
        assertThat(tally(Subject.Kind.ADDRESS).messages(DAY, now)).isEqualTo(5);
    }

    @Test
    void whoTypesOthersNumbersToSetThemUpCannotUseUpTheirSignIns() {
        for (int i = 0; i < 100; i++) {
            ask(enroll("thief", 1));
        }

        assertThat(ask(login("owner", 1))).isNull();
        assertThat(ask(enroll("thief", 1))).isNotNull();
    }

    @Test
    void setUpsAreMeasuredWithTheSignIns() {
        for (int i = 0; i < 4; i++) {
            ask(login("owner", 1));
        }

        assertThat(ask(enroll("owner", 1))).isNull();
        assertThat(ask(enroll("owner", 1)).limit()).isEqualTo(Limit.NUMBER_TEN_MINUTES);
    }

    @Test
    void anAddressHasThirtyUnusedCodesAnHourAndUsedOnesAreFree() {
        for (int i = 0; i < 100; i++) {
            assertThat(ask(login("user-" + i, i))).isNull();
            verified(login("user-" + i, i), now);
        }
        for (int i = 0; i < 30; i++) {
            assertThat(ask(login("user-" + i, 200 + i))).isNull();
        }

        assertThat(ask(login("late", 300)).limit()).isEqualTo(Limit.ADDRESS_HOUR);
        address = "192.0.2.2";
        assertThat(ask(login("late", 300))).isNull();
        address = null;
        assertThat(ask(login("late", 301))).isNull();
        address = "192.0.2.1";
        now = now.plus(Duration.ofHours(1));
        assertThat(ask(login("late", 302))).isNull();
    }

    @Test
    void aCodeUsedAtLastGivesBackWhatItsMessagesTook() {
        policy.put("unverified-per-address-hour", "3");
        Asked anna = login("anna", 1);
        ask(anna);
        ask(anna);
        ask(anna);
        assertThat(ask(login("bert", 2)).limit()).isEqualTo(Limit.ADDRESS_HOUR);

        budget().verified(tallies, anna, now, 3);

        for (int i = 0; i < 3; i++) {
            assertThat(ask(login("bert", 2 + i))).isNull();
        }
        assertThat(ask(login("bert", 9))).isNotNull();
    }

    @Test
    void whoSignedInFromAnAddressBeforeGetsCodesThereWhateverNeighboursAskFor() {
        policy.put("unverified-per-address-hour", "2");
        new WrongCodes(CodePolicy.DEFAULT, value -> "hash of " + value, NetworkAddress.of(address))
                .right(tallies, "anna", now);
        ask(login("bert", 2));
        ask(login("bert", 3));

        assertThat(ask(login("bert", 4)).limit()).isEqualTo(Limit.ADDRESS_HOUR);
        assertThat(ask(login("anna", 1))).isNull();
        assertThat(ask(enroll("anna", 5)).limit()).isEqualTo(Limit.ADDRESS_HOUR);
        address = "192.0.2.77";
        ask(login("bert", 6));
        ask(login("bert", 7));
        assertThat(ask(login("anna", 8)).limit()).isEqualTo(Limit.ADDRESS_HOUR);
    }

    @Test
    void aPrefixIsTheNumberWithoutItsLastFourDigits() {
        policy.put("unverified-per-prefix-day", "2");
        assertThat(ask(asked("a", false, "+14155550101"))).isNull();
        assertThat(ask(asked("b", false, "+14155559999"))).isNull();

        assertThat(ask(asked("c", false, "+14155550000"))).isEqualTo(new Stop(Limit.PREFIX_DAY, now.plus(DAY)));
        assertThat(ask(asked("c", false, "+14155560000"))).isNull();
        verified(asked("b", false, "+14155559999"), now);
        assertThat(ask(asked("c", false, "+14155550000"))).isNull();
    }

    @Test
    void aCountryAndTheRealmHaveTheirDays() {
        policy.put("sends-per-country-day", "2");
        policy.put("sends-per-realm-day", "3");
        assertThat(ask(login("a", 1))).isNull();
        assertThat(ask(login("b", 2))).isNull();
        assertThat(ask(login("c", 3)).limit()).isEqualTo(Limit.COUNTRY_DAY);

        assertThat(ask(german("d", 1))).isNull();
        assertThat(ask(german("d", 2)).limit()).isEqualTo(Limit.REALM_DAY);
        assertThat(ask(mail("e", false)).limit()).isEqualTo(Limit.REALM_DAY);
        now = now.plus(DAY);
        assertThat(ask(mail("e", false))).isNull();
    }

    @Test
    void signInsByMailAreNotCountedByAddressOfMailButSetUpsAre() {
        for (int i = 0; i < 20; i++) {
            assertThat(ask(mail("anna", false))).isNull();
            verified(mail("anna", false), now);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(ask(mail("anna", true))).isNull();
        }
        assertThat(ask(mail("anna", true)).limit()).isEqualTo(Limit.NUMBER_TEN_MINUTES);
    }

    @Test
    void withoutLimitsNothingIsLookedAtThatAllSignInsShare() {
        ask(login("anna", 1));

        assertThat(tallies.all().keySet())
                .extracting(Subject::kind)
                .containsExactlyInAnyOrder(Subject.Kind.NUMBER, Subject.Kind.ADDRESS, Subject.Kind.PREFIX);
    }

    @Test
    void recordModeSendsAndTellsWhatItWouldHaveStopped() {
        policy.put("budget-mode", "record");
        for (int i = 0; i < 5; i++) {
            ask(login("anna", 1));
        }

        Decision decision = decide(login("anna", 1));
        assertThat(decision.stop()).isNull();
        assertThat(decision.findings())
                .containsExactly(new Finding(Finding.Type.RECORDED, "number_ten_minutes", "anna", "US"));
        assertThat(tally(Subject.Kind.NUMBER).messages(DAY, now)).isEqualTo(6);
    }

    @Test
    void aRefusalIsAFinding() {
        policy.put("sends-per-number-day", "1");
        ask(login("anna", 1));

        assertThat(decide(login("anna", 1)).findings())
                .containsExactly(new Finding(Finding.Type.REFUSED, "number_day", "anna", "US"));
    }
}
