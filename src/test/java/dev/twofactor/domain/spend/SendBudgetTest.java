package dev.twofactor.domain.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendBudgetTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MemoryTallies tallies = new MemoryTallies();
    private final Map<String, String> policy = new HashMap<>();
    private String address = "192.0.2.1";
    private int parts = 1;
    private String price = "0.05";
    private boolean otherMethod;
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");

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

    private Asked set(int i) {
        return asked("u" + i, true, "+1415555%04d".formatted(i));
    }

    private static Asked login(String user, int number) {
        return asked(user, false, "+1%03d5550101".formatted(200 + number));
    }

    private static Asked enroll(String user, int number) {
        return asked(user, true, "+1%03d5550101".formatted(200 + number));
    }

    private static Asked german(String user, int number) {
        return new Asked(user, false, Channel.SMS, new Destination("+49151000" + number + "1111", "+49", "DE"), 1);
    }

    private static Asked mail(String user, boolean enrolling) {
        return new Asked(user, enrolling, Channel.EMAIL, new Destination("a@b.example", "a•••", null), 1);
    }

    private static Asked asked(String user, boolean enrolling, String number) {
        return new Asked(user, enrolling, Channel.SMS, new Destination(number, "+1 •••", "US"), 1);
    }

    private Stop ask(Asked asked) {
        return decide(asked).stop();
    }

    private Decision decide(Asked asked) {
        return budget().ask(tallies, asked, now);
    }

    private void verified(Asked asked, Instant sentAt) {
        budget().verified(tallies, asked, sentAt, 1);
    }

    private SendBudget budget() {
        return new SendBudget(
                BudgetPolicy.from(new Settings(policy)),
                value -> "hash of " + value,
                NetworkAddress.of(address),
                asked -> new BigDecimal(price).multiply(BigDecimal.valueOf(parts)),
                user -> otherMethod);
    }

    private Tally tally(Subject.Kind kind) {
        return tallies.all().entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Tally.EMPTY);
    }
}
