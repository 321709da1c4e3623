package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.spend.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriesTest {

    private static final TriedMethod APP = new TriedMethod("otp", null);

    private final MovableClock clock = new MovableClock();
    private final MemoryCodeStore store = new MemoryCodeStore();
    private final Tries tries = new Tries(store, CodePolicy.DEFAULT, TestLimits.none(), clock);

    @Test
    void aWrongTryCountsAndARightOneDoesNot() {
        assertThat(judge(false)).isEqualTo(Verdict.WRONG);
        assertThat(judge(true)).isEqualTo(Verdict.ACCEPTED);

        assertThat(counts().evaluations()).isEqualTo(2);
        assertThat(counts().wrongAt()).hasSize(1);
        assertThat(counts().consecutiveWrong()).isZero();
    }

    @Test
    void everyAnswerIsToldToWhoCounts() {
        List<String> told = new ArrayList<>();
        CodeWatch watch = new CodeWatch() {
            @Override
            public void judged(String method, Verdict verdict, String country, int messages) {
                told.add(method + " " + verdict + " " + messages);
            }

            @Override
            public void accept(Finding finding) {
                told.add(finding.code());
            }
        };
        Limits quiet = TestLimits.none();
        Limits limits = new Limits(quiet.budget(), quiet.wrongCodes(), quiet.check(), watch);
        Tries counted = new Tries(store, CodePolicy.DEFAULT, limits, clock);

        counted.judge("shop", "anna", APP, () -> false);
        counted.judge("shop", "anna", APP, () -> true);

        assertThat(told).containsExactly("otp WRONG 0", "otp ACCEPTED 0");
    }

    @Test
    void itIsCountedBeforeItIsCompared() {
        tries.judge("shop", "anna", APP, () -> {
            assertThat(counts().wrongAt()).hasSize(1);
            assertThat(counts().consecutiveWrong()).isEqualTo(1);
            return true;
        });
    }

    @Test
    void aComparisonThatBreaksStaysCounted() {
        assertThatThrownBy(() -> tries.judge("shop", "anna", APP, () -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(counts().wrongAt()).hasSize(1);
    }

    @Test
    void afterTenWrongOnesTheNextIsNotComparedUntilTheDayIsOver() {
        for (int i = 0; i < 10; i++) {
            assertThat(judge(false)).isEqualTo(Verdict.WRONG);
        }
        assertThat(tries.judge("shop", "anna", APP, () -> {
                    throw new AssertionError("compared");
                }))
                .isEqualTo(Verdict.LOCKED);

        clock.move(Duration.ofDays(1));
        assertThat(judge(true)).isEqualTo(Verdict.ACCEPTED);
        assertThat(counts().evaluations()).isEqualTo(11);
    }

    @Test
    void theyCountTogetherWithSentCodes() {
        store.counts.put("shop/anna", Counts.NONE);
        for (int i = 0; i < 9; i++) {
            store.counts.compute("shop/anna", (user, counts) -> counts.tried(clock.instant()));
        }

        assertThat(judge(false)).isEqualTo(Verdict.WRONG);
        assertThat(judge(true)).isEqualTo(Verdict.LOCKED);
    }

    @Test
    void anotherUserIsNotConcerned() {
        for (int i = 0; i < 10; i++) {
            judge(false);
        }

        assertThat(tries.judge("shop", "bert", APP, () -> true)).isEqualTo(Verdict.ACCEPTED);
    }

    private Verdict judge(boolean right) {
        return tries.judge("shop", "anna", APP, () -> right);
    }

    private Counts counts() {
        return store.counts.getOrDefault("shop/anna", Counts.NONE);
    }
}
