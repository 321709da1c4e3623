package dev.twofactor.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void theMedianIsTheOneInTheMiddleOrHalfway() {
        assertThat(Figures.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Figures.median(List.of(9.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void aPercentileIsOneOfTheValues() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> 101.0 - i).toList();
        assertThat(Figures.percentile(hundred, 50)).isEqualTo(50.0);
        assertThat(Figures.percentile(hundred, 99)).isEqualTo(99.0);
        assertThat(Figures.percentile(List.of(7.0), 99)).isEqualTo(7.0);
        assertThat(Figures.percentile(List.of(7.0, 8.0), 50)).isEqualTo(7.0);
    }

    @Test
    void whatWasNotMeasuredHasNoFigure() {
        assertThatThrownBy(() -> Figures.median(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Figures.percentile(List.of(), 50)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoundThatWasSlowForBothKindsDoesNotMoveTheRatio() {
        Figures figures = new Figures(List.of(
                round(Kind.PASSWORD, 10), round(Kind.TRUSTED, 11),
                round(Kind.TRUSTED, 110), round(Kind.PASSWORD, 100),
                round(Kind.PASSWORD, 10), round(Kind.TRUSTED, 30)));

        assertThat(figures.ratios(Kind.TRUSTED, Kind.PASSWORD)).containsExactly(1.1, 1.1, 3.0);
        assertThat(figures.ratio(Kind.TRUSTED, Kind.PASSWORD)).isEqualTo(1.1);
        assertThat(figures.cpuMillisPerLogin(Kind.PASSWORD)).isEqualTo(10.0);
    }

    @Test
    void kindsWithAnotherNumberOfRoundsAreNotCompared() {
        Figures figures =
                new Figures(List.of(round(Kind.PASSWORD, 10), round(Kind.TRUSTED, 11), round(Kind.TRUSTED, 11)));
        assertThatThrownBy(() -> figures.ratio(Kind.TRUSTED, Kind.PASSWORD))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoundIsSharedOutAmongItsLogins() {
        Round round = new Round(
                Kind.SMS,
                List.of(Map.of(Step.CODE, 2_000_000L), Map.of(Step.CODE, 4_000_000L, Step.MESSAGE, 1L)),
                Duration.ofMillis(30),
                Duration.ofMillis(500));
        assertThat(round.cpuMillisPerLogin()).isEqualTo(15.0);
        assertThat(round.loginsPerSecond()).isEqualTo(4.0);
        assertThat(round.millis(Step.CODE)).containsExactly(2.0, 4.0);
        assertThat(round.millis(Step.MESSAGE)).hasSize(1);
        assertThat(new Figures(List.of(round)).has(Kind.SMS, Step.PASSWORD)).isFalse();
    }

    private static Round round(Kind kind, int cpuMillisPerLogin) {
        List<Map<Step, Long>> ten = Collections.nCopies(10, Map.of(Step.PASSWORD, 1L));
        return new Round(kind, ten, Duration.ofMillis(10L * cpuMillisPerLogin), Duration.ofSeconds(1));
    }
}
