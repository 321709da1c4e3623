package dev.twofactor.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {

    @TempDir
    private Path processes;

    @Test
    void theLoginsInTheMiddleOfAllRoundsAreCompared() {
        Turns turns = new Turns(List.of(
                new Turns.Round(List.of(2e6, 3e6, 90e6), List.of(2e6, 2e6, 1e6)),
                new Turns.Round(List.of(3e6, 3e6), List.of(4e6, 1e6))));

        assertThat(turns.ratios()).containsExactly(1.5, 1.2);
        assertThat(turns.ratio()).isEqualTo(1.5);
        assertThat(turns.pairs()).isEqualTo(5);
        assertThat(turns.overMillis()).isEqualTo(3);
        assertThat(turns.underMillis()).isEqualTo(2);
    }

    @Test
    void allThreadsCountButThoseThatCompileAndWhatOneUsedIsNotLostWithIt() throws IOException {
        WorkingThreads threads = new WorkingThreads(processes, 7);
        thread(1, "executor-thread", 100);
        thread(2, "C2 CompilerThre", 1000);
        long start = threads.getAsLong();

        thread(1, "executor-thread", 130);
        thread(2, "C2 CompilerThre", 9000);
        thread(3, "vert.x-eventloo", 5);
        assertThat(threads.getAsLong() - start).isEqualTo(35);
        assertThat(threads.compiling()).isEqualTo(9000);

        Files.delete(task(1).resolve("schedstat"));
        assertThat(threads.getAsLong() - start).isEqualTo(35);
    }

    private void thread(int id, String name, long nanos) throws IOException {
        Files.createDirectories(task(id));
        Files.writeString(task(id).resolve("comm"), name + "\n");
        Files.writeString(task(id).resolve("schedstat"), nanos + " 17 4\n");
    }

    private Path task(int id) {
        return processes.resolve("7/task/" + id);
    }
}
