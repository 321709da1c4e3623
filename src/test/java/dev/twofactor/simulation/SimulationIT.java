package dev.twofactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole days against the rules, without a server; each prints its figures, and docs/limits.md quotes them. */
@Tag("beside")
class SimulationIT {

    @Test
    void aDayOfPumpingSendsHardlyAnyOfItAndDisturbsNobody() {
        Day day = new Day(Map.of());
        People people = new People(day, Land.homes());
        people.signIn(30_000);
        people.setUp(3000);
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(100_000, Land.attacked(), 200, 5000, Duration.ofDays(1));
        day.run();
        print("pumping over a day", day, people, pumpers);

        assertThat(pumpers.tried).isEqualTo(100_000);
        assertThat(pumpers.sent).isLessThanOrEqualTo(1000);
        assertThat(people.refused).isLessThan(people.asked / 1000);
        assertThat(day.alarms).containsKey("prefix_closed");
    }

    @Test
    void aBotnetThatKnowsAHundredThousandPasswordsIsHeardInItsFirstHourAtSixDigits() {
        Day day = new Day(Map.of());
        People people = new People(day, Land.homes());
        people.signIn(30_000);
        Guessers guessers = new Guessers(day);
        guessers.guess(100_000, 10_000, Duration.ofHours(1));
        day.run();
        print("the first hour of guessing, 6 digits", day, people, guessers);

        assertThat(guessers.evaluated).isPositive();
        assertThat(day.alarms.get("wrong_codes_realm")).isLessThan(Duration.ofHours(1));
        assertThat(people.refused).isLessThan(people.asked / 1000);
    }

    @Test
    void withEightDigitsItGetsLessThanOneAccountADay() {
        Day day = new Day(Map.of("code-length", "8"));
        Guessers guessers = new Guessers(day);
        guessers.guess(100_000, 10_000, Day.LENGTH);
        day.run();
        print("a day of guessing, 8 digits", day, new People(day, Land.homes()), guessers);

        assertThat(guessers.evaluated).isPositive().isLessThanOrEqualTo(1_000_000);
        assertThat(guessers.evaluated / 1e8).isLessThan(1);
    }

    @Test
    void whateverIsTriedADayCostsNoMoreThanItsMoneyAndSignInsGetTheLastOfIt() {
        Day day = new Day(Map.of("spend-per-day", "75"));
        People signIns = new People(day, Land.homes());
        signIns.signIn(1000);
        People setUps = new People(day, Land.homes());
        setUps.setUp(100);
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(20_000, Land.attacked(), 200, 5000, Duration.ofDays(1));
        day.run();
        print("pumping with 75 a day", day, signIns, pumpers);

        assertThat(day.money()).isBetween(new BigDecimal("60"), new BigDecimal("75"));
        assertThat(day.alarms).containsKey("spend_warning");
        assertThat(setUps.refused).isPositive();
        assertThat(signIns.refused).isLessThan(setUps.refused * 10);
    }

    @Test
    void anOrdinaryDayRaisesNoAlarm() {
        Day day = new Day(Map.of());
        People people = new People(day, Land.homes());
        people.signIn(30_000);
        people.setUp(3000);
        day.run();

        assertThat(people.refused).isLessThan(people.asked / 1000);
        assertThat(day.alarms).isEmpty();
    }

    private static void print(String title, Day day, People people, Object attackers) {
        String figures = attackers instanceof Pumpers pumpers
                ? "pumping tried %d, sent %d".formatted(pumpers.tried, pumpers.sent)
                : "guesses evaluated %d, messages caused %d, takeovers %d"
                        .formatted(
                                ((Guessers) attackers).evaluated,
                                ((Guessers) attackers).messages,
                                ((Guessers) attackers).takeovers);
        System.out.printf(
                "%s: people asked %d, messages %d, refused %d; %s; money %s; alarms %s%n",
                title, people.asked, people.messages, people.refused, figures, day.money(), day.alarms);
    }
}
