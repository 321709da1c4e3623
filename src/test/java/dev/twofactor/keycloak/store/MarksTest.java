package dev.twofactor.keycloak.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.otp.Streak;
import dev.twofactor.domain.spend.Subject;
import dev.twofactor.domain.spend.Subject.Kind;
import dev.twofactor.domain.spend.Tally;
import dev.twofactor.domain.spend.Tally.Mark;
import dev.twofactor.domain.spend.Tally.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123Z");
    private static final String REALM = "3f6b2c1e-8f4e-4f0a-9c62-0b5e5a6d7e8f";

    @Test
    void aTallyComesBackAsItWasStored() {
        Tally tally = new Tally(
                List.of(new Mark(NOON, 3, 1, 150_000), new Mark(NOON.plusMillis(1), 1, 0, 0)),
                new Share(700, 650),
                NOON.plusSeconds(3600),
                2);

        assertThat(Marks.parse(Marks.format(tally))).isEqualTo(tally);
        assertThat(Marks.parse(Marks.format(Tally.EMPTY))).isEqualTo(Tally.EMPTY);
        assertThat(Marks.parse(null)).isEqualTo(Tally.EMPTY);
        assertThat(Marks.parse("")).isEqualTo(Tally.EMPTY);
    }

    @Test
    void theLargestTallyFitsItsColumn() {
        List<Mark> marks = IntStream.range(0, Tally.MOST_MARKS)
                .mapToObj(i -> new Mark(NOON.plusMillis(i), 100_000_000, 100_000_000, 1_000_000_000_000_000L))
                .toList();

        String column = Marks.format(new Tally(marks, new Share(1000, 1000), NOON, 99));

        assertThat(column).hasSizeLessThan(4000);
    }

    @Test
    void aRowEndsWithItsLastMessagesDayUnlessItKnowsWhatIsUsual() {
        Tally tally = new Tally(List.of(new Mark(NOON, 1, 0, 0)), Share.NONE, null, 0);

        assertThat(Marks.endsAt(tally)).isEqualTo(NOON.plus(Duration.ofDays(1)));
        assertThat(Marks.endsAt(new Tally(tally.marks(), new Share(1, 1), null, 0)))
                .isEqualTo(NOON.plus(Duration.ofDays(31)));
    }

    @Test
    void idsSortAsTheirSubjectsDoAndFitTheirColumn() {
        List<Subject> subjects = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            subjects.add(new Subject(kind, "a".repeat(64)));
            subjects.add(new Subject(kind, "b".repeat(64)));
        }
        Collections.shuffle(subjects);

        assertThat(subjects.stream().sorted().map(subject -> TallyEntity.id(REALM, subject)))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(id -> id.length() <= 160);
    }

    @Test
    void streaksComeBackAsTheyWereStored() {
        Map<String, Streak> streaks = Map.of(
                "two-factor-sms", new Streak(99, NOON, null, NOON.plusSeconds(9)),
                "two-factor-email", new Streak(0, NOON, NOON.minusSeconds(5), null),
                "otp", new Streak(100, NOON, NOON, null));

        assertThat(Streaks.parse(Streaks.format(streaks))).isEqualTo(streaks);
        assertThat(Streaks.parse("otp:2r:0:0")).isEqualTo(Map.of("otp", new Streak(99, Instant.EPOCH, null, null)));
        assertThat(Streaks.parse(null)).isEmpty();
        assertThat(Streaks.parse("")).isEmpty();
    }
}
