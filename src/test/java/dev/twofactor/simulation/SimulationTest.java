package dev.twofactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole days against the rules; each prints its figures, and docs/limits.md quotes them. */
class SimulationTest {

    private static final Land US = new Land("US", "+1");
    private static final Land GERMANY = new Land("DE", "+49");
    private static final Land BRITAIN = new Land("GB", "+44");

    @Test
    void aDayOfPumpingSendsHardlyAnyOfItAndDisturbsNobody() {
        Day day = new Day(Map.of());
        People people = new People(day, homes());
        people.signIn(30_000);
        people.setUp(3000);
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(100_000, attacked(), 200, 5000, Duration.ofDays(1));
        day.run();
        print("pumping over a day", day, people, pumpers);

        assertThat(pumpers.tried).isEqualTo(100_000);
        assertThat(pumpers.sent).isLessThanOrEqualTo(1000);
        assertThat(people.refused).isLessThan(people.asked / 1000);
        assertThat(day.alarms).containsKey("prefix_closed");
    }

    @Test
    void aBudgetForTheRealmHoldsWhateverHappens() {
        Day day = new Day(Map.of("sends-per-realm-day", "500"));
        People people = new People(day, homes());
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(20_000, attacked(), 200, 5000, Duration.ofDays(1));
        people.signIn(1000);
        day.run();

        assertThat(pumpers.sent + people.messages).isLessThanOrEqualTo(500);
    }

    @Test
    void recordModeStopsNothing() {
        Day day = new Day(Map.of("budget-mode", "record"));
        Pumpers pumpers = new Pumpers(day);
        pumpers.pump(2000, attacked(), 200, 500, Duration.ofDays(1));
        day.run();

        assertThat(pumpers.sent).isGreaterThan(1900);
        assertThat(day.alarms).containsKey("prefix_closed");
    }

    @Test
    void aBotnetThatKnowsAHundredThousandPasswordsIsHeardInItsFirstHourAtSixDigits() {
        Day day = new Day(Map.of());
        People people = new People(day, homes());
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
        print("a day of guessing, 8 digits", day, new People(day, homes()), guessers);

        assertThat(guessers.evaluated).isPositive().isLessThanOrEqualTo(1_000_000);
        assertThat(guessers.evaluated / 1e8).isLessThan(1);
    }

    @Test
    void anOrdinaryDayRaisesNoAlarm() {
        Day day = new Day(Map.of());
        People people = new People(day, homes());
        people.signIn(30_000);
        people.setUp(3000);
        day.run();

        assertThat(people.refused).isLessThan(people.asked / 1000);
        assertThat(day.alarms).isEmpty();
    }

    /** Most people live in three countries, one in a hundred anywhere. */
    private static List<Land> homes() {
        List<Land> homes = new ArrayList<>();
        homes.addAll(Collections.nCopies(1200, US));
        homes.addAll(Collections.nCopies(500, GERMANY));
        homes.addAll(Collections.nCopies(280, BRITAIN));
        homes.addAll(abroad());
        return homes;
    }

    /** Eighteen countries without much business, and two with. */
    private static List<Land> attacked() {
        List<Land> lands = new ArrayList<>(abroad());
        lands.add(US);
        lands.add(BRITAIN);
        return lands;
    }

    private static List<Land> abroad() {
        return IntStream.range(0, 18)
                .mapToObj(i -> new Land("X" + (char) ('A' + i), "+9" + (10 + i)))
                .toList();
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
                "%s: people asked %d, messages %d, refused %d; %s; alarms %s%n",
                title, people.asked, people.messages, people.refused, figures, day.alarms);
    }
}
