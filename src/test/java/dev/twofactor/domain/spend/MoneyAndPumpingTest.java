package dev.twofactor.domain.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the day may cost, and prefixes to which nobody enters a code. */
class MoneyAndPumpingTest extends BudgetOfADay {

    @Test
    void ofTheDaysMoneyAWarningComesAtEightyPerCentOnce() {
        policy.put("spend-per-day", "1");
        for (int i = 1; i <= 15; i++) {
            assertThat(decide(login("u" + i, i)).findings()).isEmpty();
        }

        assertThat(decide(login("u", 16)).findings()).containsExactly(Finding.alarm("spend_warning"));
        assertThat(decide(login("u", 17)).findings()).isEmpty();
    }

    @Test
    void thenPeopleWithAnotherMethodUseItThenSetUpsEndThenSignIns() {
        policy.put("spend-per-day", "1");
        for (int i = 1; i <= 18; i++) {
            assertThat(ask(login("u" + i, i))).isNull();
        }

        otherMethod = true;
        assertThat(ask(login("both", 19)).limit()).isEqualTo(Limit.SPEND_GIVES_WAY);
        otherMethod = false;
        assertThat(ask(enroll("new", 20))).isNull();
        assertThat(ask(enroll("new", 21)).limit()).isEqualTo(Limit.SPEND_SET_UPS);
        assertThat(ask(login("only", 22))).isNull();
        assertThat(ask(login("only", 23))).isEqualTo(new Stop(Limit.SPEND_DAY, now.plus(DAY)));
        assertThat(ask(mail("only", false))).isNull();
        now = now.plus(DAY);
        assertThat(ask(login("only", 23))).isNull();
    }

    @Test
    void whoHasAnotherMethodIsLedThereStillWhenAllMoneyIsSpent() {
        policy.put("spend-per-day", "1");
        for (int i = 1; i <= 20; i++) {
            assertThat(ask(login("u" + i, i))).isNull();
        }
        otherMethod = true;

        assertThat(ask(login("both", 21)).limit()).isEqualTo(Limit.SPEND_GIVES_WAY);
        assertThat(ask(enroll("both", 22)).limit()).isEqualTo(Limit.SPEND_DAY);
        otherMethod = false;
        assertThat(ask(login("only", 23)).limit()).isEqualTo(Limit.SPEND_DAY);
    }

    @Test
    void eachStageBeginsWithTheFirstMessageThatWouldPassItsPart() {
        policy.put("spend-per-day", "1");
        policy.put("unverified-per-address-hour", "0");
        price = "0.01";
        for (int i = 1; i <= 79; i++) {
            assertThat(decide(login("u" + i, i)).findings()).isEmpty();
        }
        assertThat(decide(login("u", 80)).findings()).containsExactly(Finding.alarm("spend_warning"));
        for (int i = 81; i <= 89; i++) {
            assertThat(ask(login("u" + i, i))).isNull();
        }
        otherMethod = true;
        assertThat(ask(login("both", 90))).isNull();
        assertThat(ask(login("both", 91)).limit()).isEqualTo(Limit.SPEND_GIVES_WAY);
        otherMethod = false;
        for (int i = 91; i <= 95; i++) {
            assertThat(ask(enroll("new" + i, i))).isNull();
        }
        assertThat(ask(enroll("new", 96)).limit()).isEqualTo(Limit.SPEND_SET_UPS);
        for (int i = 96; i <= 100; i++) {
            assertThat(ask(login("only" + i, i))).isNull();
        }
        assertThat(ask(login("only", 101)).limit()).isEqualTo(Limit.SPEND_DAY);
    }

    @Test
    void eachStageTellsWhenTheNextMessageFits() {
        policy.put("spend-per-day", "1");
        Instant start = now;
        for (int i = 1; i <= 18; i++) {
            ask(login("u" + i, i));
            now = now.plus(MINUTE);
        }
        otherMethod = true;
        assertThat(ask(login("both", 19))).isEqualTo(new Stop(Limit.SPEND_GIVES_WAY, start.plus(DAY)));
        otherMethod = false;
        ask(login("only", 20));

        assertThat(ask(enroll("new", 21))).isEqualTo(new Stop(Limit.SPEND_SET_UPS, start.plus(DAY)));
    }

    @Test
    void aMessageCostsAllItsParts() {
        policy.put("spend-per-day", "0.3");
        parts = 3;
        assertThat(ask(login("a", 1))).isNull();
        assertThat(ask(login("b", 2))).isNull();

        assertThat(ask(login("c", 3)).limit()).isEqualTo(Limit.SPEND_DAY);
        parts = 1;
        assertThat(ask(login("c", 3)).limit()).isEqualTo(Limit.SPEND_DAY);
    }

    @Test
    void aMessageThatAloneCostsMoreThanTheDayNeverLeaves() {
        policy.put("spend-per-day", "0.04");

        assertThat(ask(login("anna", 1))).isEqualTo(new Stop(Limit.SPEND_DAY, null));
    }

    @Test
    void theTimeToWaitForMoneyIsWhenEnoughOfItIsADayOld() {
        policy.put("spend-per-day", "0.1");
        Instant start = now;
        ask(login("a", 1));
        now = now.plus(MINUTE);
        ask(login("b", 2));

        assertThat(ask(login("c", 3)).until()).isEqualTo(start.plus(DAY));
    }

    @Test
    void whereNothingHasAPriceThereIsNothingToSpend() {
        policy.put("spend-per-day", "1");
        price = "0";
        for (int i = 0; i < 1000; i++) {
            assertThat(ask(login("u" + i, i))).isNull();
            verified(login("u" + i, i), now);
        }
    }

    @Test
    void aPrefixToWhichNobodyEntersACodeIsClosedAfterEight() {
        for (int i = 0; i < 8; i++) {
            assertThat(ask(set(i))).isNull();
            now = now.plus(MINUTE);
        }

        Decision closed = decide(set(9));
        assertThat(closed.stop().limit()).isEqualTo(Limit.COUNTRY_CLOSED);
        assertThat(closed.stop().until()).isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(closed.findings())
                .containsExactly(
                        new Finding(Finding.Type.ALARM, "country_closed", null, "US"),
                        new Finding(Finding.Type.REFUSED, "country_closed", "u9", "US"));
        assertThat(decide(set(9)).findings()).hasSize(1);
        assertThat(ask(login("owner", 1))).isNull();
    }

    @Test
    void aCountryWherePeopleEnterTheirCodesStaysOpenAndThePrefixIsClosed() {
        for (int i = 0; i < 50; i++) {
            Asked good = asked("g" + i, true, "+1212555%04d".formatted(i));
            ask(good);
            verified(good, now);
            now = now.plus(MINUTE);
            address = "192.0.2." + i;
        }
        for (int i = 0; i < 8; i++) {
            assertThat(ask(set(i))).isNull();
            now = now.plus(MINUTE);
        }

        assertThat(ask(set(9)).limit()).isEqualTo(Limit.PREFIX_CLOSED);
        assertThat(ask(asked("good", true, "+12125559999"))).isNull();
    }

    @Test
    void whatIsClosedLetsOneThroughAfterwardsAndClosesForTwiceAsLong() {
        for (int i = 0; i < 8; i++) {
            ask(enroll("u" + i, i));
        }
        now = now.plus(MINUTE);
        assertThat(ask(enroll("u", 8)).until()).isEqualTo(now.plus(Duration.ofHours(1)));

        now = now.plus(Duration.ofHours(1));
        assertThat(ask(enroll("u", 9))).isNull();
        assertThat(ask(enroll("u", 10)).until()).isEqualTo(now.plus(Duration.ofHours(2)));
        now = now.plus(Duration.ofHours(2)).minusMillis(1);
        assertThat(ask(enroll("u", 10))).isNotNull();
        now = now.plusMillis(1);
        assertThat(ask(enroll("u", 10))).isNull();
    }

    @Test
    void whatHasBecomeBetterIsOpenAgain() {
        for (int i = 0; i < 8; i++) {
            ask(set(i));
        }
        now = now.plus(MINUTE);
        ask(set(8));
        now = now.plus(Duration.ofHours(1));
        for (int i = 0; i < 8; i++) {
            verified(set(i), now.minus(Duration.ofHours(1)).minus(MINUTE));
        }

        assertThat(ask(set(9))).isNull();
        assertThat(ask(set(10))).isNull();
        assertThat(tally(Subject.Kind.COUNTRY_SET_UP).closings()).isZero();
    }

    @Test
    void aWholeOfficeThatSetsUpItsPhonesInOneMinuteIsNotTakenForPumping() {
        policy.put("unverified-per-address-hour", "0");
        for (int i = 0; i < 40; i++) {
            assertThat(ask(set(i))).isNull();
            now = now.plusSeconds(1);
        }
        for (int i = 0; i < 40; i++) {
            verified(set(i), now.minusSeconds(40 - i));
        }
        now = now.plus(MINUTE);

        assertThat(ask(set(41))).isNull();
    }
}
