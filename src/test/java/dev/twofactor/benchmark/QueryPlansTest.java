package dev.twofactor.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryPlansTest {

    private static final String BY_INDEX = plan(
            "select tc1_0.ID,tc1_0.USED from TWO_FACTOR_CHALLENGE tc1_0 where tc1_0.ID=$1 for no key update of tc1_0",
            "{\"Node Type\": \"LockRows\", \"Plans\": [{\"Node Type\": \"Index Scan\", \"Relation Name\":"
                    + " \"two_factor_challenge\", \"Index Name\": \"pk_two_factor_challenge\"}]}");
    private static final String FROM_END_TO_END = plan(
            "update TWO_FACTOR_LEDGER tl1_0 set STATE=$1 where tl1_0.REALM_ID=$2",
            "{\"Node Type\": \"ModifyTable\", \"Relation Name\": \"two_factor_ledger\", \"Plans\": [{\"Node Type\":"
                    + " \"Seq Scan\", \"Relation Name\": \"two_factor_ledger\"}]}");
    private static final String NOT_OURS = plan("select 1 from REALM", "{\"Node Type\": \"Seq Scan\"}");

    @TempDir
    private Path folder;

    private static String plan(String text, String plan) {
        return "2026-11-26 08:10:00 UTC [1] LOG:  duration: 0.020 ms  plan:\n\t{\n\t  \"Query Text\": \"" + text
                + "\",\n\t  \"Plan\": " + plan + "\n\t}\n2026-11-26 08:10:00 UTC [1] LOG:  something else\n";
    }

    @Test
    void aTableThatIsReadFromEndToEndIsSeen() throws IOException {
        QueryPlans plans = plans(BY_INDEX + FROM_END_TO_END + NOT_OURS);

        assertThat(plans.statements())
                .containsExactly(
                        "select … from two_factor_challenge where id=? for no key update",
                        "update two_factor_ledger set … where realm_id=?");
        assertThat(plans.readWhole("select … from two_factor_challenge where id=? for no key update"))
                .isEmpty();
        assertThat(plans.ways("select … from two_factor_challenge where id=? for no key update"))
                .containsExactly("pk_two_factor_challenge");
        assertThat(plans.readWhole("update two_factor_ledger set … where realm_id=?"))
                .containsExactly("two_factor_ledger");
    }

    @Test
    void thePlanAtTheLogsEndCountsToo() throws IOException {
        String cut = FROM_END_TO_END.substring(0, FROM_END_TO_END.lastIndexOf("2026"));

        assertThat(plans(cut).statements()).hasSize(1);
    }

    @Test
    void sizesAreComparedTurnByTurn() {
        ScaleRows empty = new ScaleRows("empty", 0, 0);
        ScaleRows full = new ScaleRows("full", 10, 5);
        ScaleFigures figures = new ScaleFigures(
                List.of(empty, full),
                List.of(
                        sized(empty, 10),
                        sized(full, 11),
                        sized(full, 40),
                        sized(empty, 20),
                        sized(empty, 10),
                        sized(full, 9)));

        assertThat(figures.turns()).isEqualTo(3);
        assertThat(figures.server(full).ratios()).containsExactly(1.1, 2.0, 0.9);
        assertThat(figures.server(full).ratio()).isEqualTo(1.1);
        assertThat(figures.databaseRatios(full)).containsExactly(1.1, 2.0, 0.9);
        assertThat(figures.databaseMillis(full)).isEqualTo(11);
    }

    private static Sized sized(ScaleRows rows, long millis) {
        return new Sized(rows, List.of(millis * 1e6), List.of(Map.of(Step.CODE, 1L)), Duration.ofMillis(millis));
    }

    private QueryPlans plans(String log) throws IOException {
        return QueryPlans.in(Files.writeString(folder.resolve("postgres.log"), log));
    }
}
