package dev.twofactor.domain.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.spend.Tally.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aMessageCountsUntilTheWindowIsOverToTheMillisecond() {
        Tally tally = Tally.EMPTY.sent(NOON, 7);

        assertThat(tally.messages(HOUR, NOON.plus(HOUR).minusMillis(1))).isEqualTo(1);
        assertThat(tally.micros(HOUR, NOON.plus(HOUR).minusMillis(1))).isEqualTo(7);
        assertThat(tally.messages(HOUR, NOON.plus(HOUR))).isZero();
        assertThat(tally.freeAt(Mark::messages, 1, HOUR, NOON.plusSeconds(5))).isEqualTo(NOON.plus(HOUR));
        assertThat(tally.freeAt(Mark::messages, 2, HOUR, NOON.plusSeconds(5))).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void theOldestOnesFreeTheirPlacesFirst() {
        Tally tally = Tally.EMPTY.sent(NOON, 0).sent(NOON.plusSeconds(10), 0).sent(NOON.plusSeconds(20), 0);

        assertThat(tally.freeAt(Mark::messages, 2, HOUR, NOON.plusSeconds(30)))
                .isEqualTo(NOON.plusSeconds(10).plus(HOUR));
        assertThat(tally.freeAt(Mark::messages, 3, HOUR, NOON.plusSeconds(30))).isEqualTo(NOON.plus(HOUR));
    }

    @Test
    void aVerifiedMessageIsTakenOffThoseNeverVerified() {
        Tally tally = Tally.EMPTY.sent(NOON, 0).sent(NOON.plusSeconds(10), 0).verified(NOON.plusSeconds(10), 1);

        assertThat(tally.unverified(HOUR, NOON.plusSeconds(20))).isEqualTo(1);
        assertThat(tally.messages(HOUR, NOON.plusSeconds(20))).isEqualTo(2);
        assertThat(tally.unverified(HOUR, NOON.plus(HOUR).plusSeconds(5))).isZero();
        assertThat(tally.marks().get(0).verified()).isZero();
    }

    @Test
    void whatIsVerifiedLongAfterItLeftChangesNothing() {
        Tally tally = Tally.EMPTY.sent(NOON, 0);

        assertThat(tally.verified(NOON.plusSeconds(1), 1)).isEqualTo(tally);
        assertThat(tally.verified(NOON, 5).unverified(HOUR, NOON)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void howeverMuchIsCountedATallyStaysSmallAndNoWindowEverLetsMoreThrough(int seed) {
        Random random = new Random(seed);
        Tally tally = Tally.EMPTY;
        List<Instant> sent = new ArrayList<>();
        Instant now = NOON;
        for (int i = 0; i < 5000; i++) {
            now = now.plusMillis(random.nextInt(60_000));
            if (tally.messages(HOUR, now) < 100 && tally.messages(DAY, now) < 500) {
                tally = tally.sent(now, 1);
                sent.add(now);
            }
            assertThat(tally.marks()).hasSizeLessThanOrEqualTo(Tally.MOST_MARKS);
        }

        assertThat(sent).hasSizeGreaterThan(500);
        assertThat(most(sent, HOUR)).isLessThanOrEqualTo(100);
        assertThat(most(sent, DAY)).isLessThanOrEqualTo(500);
    }

    @Test
    void upToSixtyFourMomentsAreKeptExactly() {
        Tally tally = Tally.EMPTY;
        for (int i = 0; i < Tally.MOST_MARKS; i++) {
            tally = tally.sent(NOON.plusSeconds(i), 0);
        }

        assertThat(tally.marks()).extracting(Mark::at).startsWith(NOON, NOON.plusSeconds(1));
        Tally joined = tally.sent(NOON.plusSeconds(64), 0);
        assertThat(joined.marks()).hasSize(Tally.MOST_MARKS);
        assertThat(joined.marks().get(0)).isEqualTo(new Mark(NOON.plusSeconds(1), 2, 0, 0));
    }

    @Test
    void marksPutTogetherKeepWhatWasVerifiedAndWhatItCost() {
        Tally tally = Tally.EMPTY.sent(NOON, 5).verified(NOON, 1);
        for (int i = 1; i <= Tally.MOST_MARKS; i++) {
            tally = tally.sent(NOON.plusSeconds(i), 5);
        }

        assertThat(tally.micros(DAY, NOON.plusSeconds(64))).isEqualTo(5 * 65);
        assertThat(tally.unverified(DAY, NOON.plusSeconds(64))).isEqualTo(64);
        assertThat(tally.verified(NOON, 1).unverified(DAY, NOON.plusSeconds(64)))
                .isEqualTo(63);
    }

    @Test
    void aClockThatJumpsBackFreesNobody() {
        Tally tally = Tally.EMPTY.sent(NOON, 0).sent(NOON.minus(HOUR), 0);

        assertThat(tally.messages(HOUR, NOON.minus(HOUR))).isEqualTo(2);
        assertThat(tally.messages(HOUR, NOON.plusSeconds(1))).isEqualTo(2);
    }

    @Test
    void olderDaysBecomeTheUsualShareAndFade() {
        Tally tally = Tally.EMPTY;
        for (int i = 0; i < 1500; i++) {
            Instant at = NOON.plus(HOUR.multipliedBy(i));
            tally = tally.sent(at, 0).verified(at, i % 2);
        }

        assertThat(tally.usual().messages()).isBetween(400L, 1000L);
        assertThat(tally.usual().verified())
                .isBetween(tally.usual().messages() / 2 - 5, tally.usual().messages() / 2 + 5);
    }

    @Test
    void onlyWhatIsOldEnoughIsRipe() {
        Tally tally = Tally.EMPTY.sent(NOON, 0).verified(NOON, 1).sent(NOON.plusSeconds(30), 0);

        assertThat(tally.ripe(HOUR, Duration.ofMinutes(1), NOON.plusSeconds(59)).messages())
                .isZero();
        assertThat(tally.ripe(HOUR, Duration.ofMinutes(1), NOON.plusSeconds(60)))
                .isEqualTo(new Tally.Share(1, 1));
        assertThat(tally.ripe(HOUR, Duration.ofMinutes(1), NOON.plusSeconds(90)))
                .isEqualTo(new Tally.Share(2, 1));
        assertThat(Tally.EMPTY.sent(NOON, 0).verified(NOON, 9).ripe(HOUR, Duration.ZERO, NOON))
                .isEqualTo(new Tally.Share(1, 1));
    }

    @Test
    void itMattersUntilTheLastMessageIsADayOldOrTheClosingIsOver() {
        assertThat(Tally.EMPTY.emptyAt()).isEqualTo(Instant.EPOCH);
        assertThat(Tally.EMPTY.sent(NOON, 0).emptyAt()).isEqualTo(NOON.plus(DAY));
        assertThat(Tally.EMPTY.sent(NOON, 0).closed(NOON, 1).emptyAt()).isEqualTo(NOON.plus(DAY));
        Instant late = NOON.plus(DAY).plus(DAY);
        assertThat(Tally.EMPTY.sent(NOON, 0).closed(late, 1).emptyAt()).isEqualTo(late);
        assertThat(Tally.EMPTY.closed(NOON, 1).isClosed(NOON)).isFalse();
        assertThat(Tally.EMPTY.closed(NOON, 1).isClosed(NOON.minusMillis(1))).isTrue();
        assertThat(Tally.EMPTY.isClosed(NOON)).isFalse();
    }

    private static long most(List<Instant> moments, Duration window) {
        return moments.stream()
                .mapToLong(end -> moments.stream()
                        .filter(at -> !at.isAfter(end) && at.plus(window).isAfter(end))
                        .count())
                .max()
                .orElse(0);
    }
}
