package dev.twofactor.domain.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrongCodesTest {

    private static final Finding REALM = Finding.alarm("wrong_codes_realm");
    private static final Finding ADDRESS = Finding.alarm("wrong_codes_address");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MemoryTallies tallies = new MemoryTallies();
    private final Map<String, String> policy = new HashMap<>();
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private String address = "192.0.2.1";

    @Test
    void afterAHundredWrongCodesAnHourAnAddressHasNoMoreCompared() {
        for (int i = 0; i < 100; i++) {
            assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
            List<Finding> findings = rates().wrong(tallies, now);
            assertThat(findings.contains(ADDRESS)).isEqualTo(i == 99);
        }

        assertThat(rates().isStopped(tallies, "anna", now)).isTrue();
        address = "192.0.2.2";
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
        address = "192.0.2.1";
        now = now.plus(HOUR).minusMillis(1);
        assertThat(rates().isStopped(tallies, "anna", now)).isTrue();
        now = now.plusMillis(1);
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
    }

    @Test
    void withoutALimitOrAnAddressNothingIsStoppedByIt() {
        policy.put("wrong-per-address-hour", "0");
        wrong(500);
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();

        policy.clear();
        address = null;
        wrong(500);
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
        assertThat(tallies.all()).hasSize(1);
    }

    @Test
    void theRealmRaisesAnAlarmAtAHundredAnHourAndThenIsSilentForAnHour() {
        policy.put("wrong-per-address-hour", "0");
        assertThat(wrong(99)).isZero();
        assertThat(rates().wrong(tallies, now)).containsExactly(REALM);
        assertThat(wrong(500)).isZero();

        now = now.plus(HOUR).minusMillis(1);
        assertThat(wrong(1)).isZero();
        now = now.plusMillis(1);
        assertThat(wrong(99)).isEqualTo(1);
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
    }

    @Test
    void whereManyAreUsualItTakesThreeTimesAsMany() {
        policy.put("wrong-per-address-hour", "0");
        for (int hour = 0; hour < 23; hour++) {
            wrong(200);
            now = now.plus(HOUR);
        }
        now = now.plus(Duration.ofMinutes(1));

        assertThat(wrong(590)).isZero();
        assertThat(wrong(20)).isEqualTo(1);
    }

    @Test
    void aLimitForTheRealmStopsEverybodyAndRaisesTheAlarm() {
        policy.put("wrong-per-address-hour", "0");
        policy.put("wrong-per-realm-hour", "10");

        assertThat(wrong(9)).isZero();
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
        assertThat(wrong(1)).isEqualTo(1);
        assertThat(rates().isStopped(tallies, "anna", now)).isTrue();
        now = now.plus(HOUR);
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
    }

    @Test
    void whoEnteredARightCodeThereInTheLastTwoWeeksGoesOnAtAnAddressThatIsStopped() {
        rates().right(tallies, "anna", now);
        now = now.plus(Duration.ofDays(13));
        wrong(100);

        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
        assertThat(rates().isStopped(tallies, "bert", now)).isTrue();
        address = "192.0.2.2";
        wrong(100);
        assertThat(rates().isStopped(tallies, "anna", now)).isTrue();
        address = "192.0.2.1";
        now = now.plus(Duration.ofDays(1)).minusMillis(1);
        wrong(100);
        assertThat(rates().isStopped(tallies, "anna", now)).isFalse();
        now = now.plusMillis(1);
        assertThat(rates().isStopped(tallies, "anna", now)).isTrue();
    }

    @Test
    void eachRightCodeOfAnotherDayRenewsThatAndNoneOfTheSame() {
        Instant first = now;
        rates().right(tallies, "anna", now);
        now = now.plus(Duration.ofDays(1)).minusMillis(1);
        rates().right(tallies, "anna", now);
        assertThat(tallies.all().values())
                .extracting(Tally::closedUntil)
                .containsExactly(first.plus(KnownPlaces.MEMORY));

        now = now.plusMillis(1);
        rates().right(tallies, "anna", now);
        assertThat(tallies.all().values()).extracting(Tally::closedUntil).containsExactly(now.plus(KnownPlaces.MEMORY));
    }

    @Test
    void whoIsKnownIsStoppedByTheRealmsLimitAllTheSame() {
        policy.put("wrong-per-realm-hour", "1");
        rates().right(tallies, "anna", now);
        wrong(1);

        assertThat(rates().isStopped(tallies, "anna", now)).isTrue();
    }

    @Test
    void withoutAnAddressNobodyIsRememberedOrKnown() {
        policy.put("wrong-per-realm-hour", "1");
        address = null;
        rates().right(tallies, "anna", now);

        assertThat(tallies.all()).isEmpty();
        wrong(1);
        assertThat(rates().isStopped(tallies, "anna", now)).isTrue();
    }

    private long wrong(int times) {
        long alarms = 0;
        for (int i = 0; i < times; i++) {
            alarms += rates().wrong(tallies, now).size();
        }
        return alarms;
    }

    private WrongCodes rates() {
        return new WrongCodes(
                CodePolicy.from(new Settings(policy)), value -> "hash of " + value, NetworkAddress.of(address));
    }
}
