package dev.twofactor.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Counts the nanoseconds of processors that a process's threads use, without those that compile, whose work is for all logins to come.
 * Linux counts them so finely for each thread, but in hundredths of a second for the process.
 */
final class WorkingThreads implements LongSupplier {

    private final Path threads;
    private final Map<Path, Long> known = new HashMap<>();
    private final Map<Path, Boolean> compile = new HashMap<>();
    private long sum;

    /** @param processes where the system tells of processes: {@code /proc} */
    WorkingThreads(Path processes, long pid) {
        this.threads = processes.resolve(String.valueOf(pid)).resolve("task");
    }

    @Override
    public long getAsLong() {
        try (Stream<Path> all = Files.list(threads)) {
            List<Path> now = all.toList();
            for (Path thread : now) {
                count(thread);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Nanoseconds that the others used so far, those that compile. None may have ended: {@code -XX:-UseDynamicNumberOfCompilerThreads}
     * sees to it.
     */
    long compiling() {
        try (Stream<Path> all = Files.list(threads)) {
            long used = 0;
            for (Path thread : all.filter(this::isCompiler).toList()) {
                used += used(thread);
            }
            return used;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isCompiler(Path thread) {
        try {
            return compiles(thread);
        } catch (IOException e) {
            // It has just ended, as no compiler does.
            return false;
        }
    }

    private static long used(Path thread) throws IOException {
        return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
    }

    private void count(Path thread) {
        try {
            if (!compiles(thread)) {
                long used = used(thread);
                Long before = known.put(thread, used);
                sum += used - (before == null ? 0 : before);
            }
        } catch (IOException e) {
            // It has just ended; what it used since the last count is lost.
            known.remove(thread);
            compile.remove(thread);
        }
    }

    private boolean compiles(Path thread) throws IOException {
        Boolean before = compile.get(thread);
        if (before == null) {
            before = Files.readString(thread.resolve("comm")).matches("(?s)C[12] CompilerThre.*");
            compile.put(thread, before);
        }
        return before;
    }
}
