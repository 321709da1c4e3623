package dev.twofactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Days small enough for every run of the unit tests; {@link SimulationIT} has the whole ones. */
class SmallDayTest {

    @Test
    void aBudgetForTheRealmHoldsWhateverHappens() {
        Day day = new Day(Map.of("sends-per-realm-day", "200", "budget-mode", "enforce"));
        People people = new People(day, Land.homes());
        people.signIn(500);
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(5000, Land.attacked(), 200, 500, Duration.ofDays(1));
        day.run();

        assertThat(pumpers.sent).isPositive();
        assertThat(people.messages + pumpers.sent).isLessThanOrEqualTo(200);
    }

    @Test
    void pumpingDiesAtTheFirstNumbers() {
        Day day = new Day(Map.of());
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(5000, Land.attacked(), 20, 500, Duration.ofDays(1));
        day.run();

        assertThat(pumpers.sent).isLessThanOrEqualTo(150);
        assertThat(day.alarms).containsKey("country_closed");
    }

    @Test
    void recordModeStopsNothing() {
        Day day = new Day(Map.of("budget-mode", "record"));
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(2000, Land.attacked(), 200, 500, Duration.ofDays(1));
        day.run();

        assertThat(pumpers.sent).isGreaterThan(1950);
        assertThat(day.alarms).containsKey("country_closed");
    }

    @Test
    void oneAccountHasTenCodesComparedADayByHoweverManyMachines() {
        Day day = new Day(Map.of());
        Guessers guessers = new Guessers(day);
        guessers.guess(300, 100, Day.LENGTH);
        day.run();

        assertThat(guessers.evaluated).isBetween(2990, 3010);
    }
}
