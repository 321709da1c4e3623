package dev.twofactor.benchmark;

import dev.twofactor.server.Jcmd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the JDK's own tool tells of a server's process. */
final class ServerInside {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern CODE = Pattern.compile("Code(?:Heap|Cache).*?Kb used=(\\d+)Kb");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"[^\"]*\" #(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final long pid;

    ServerInside(long pid) {
        this.pid = pid;
    }

    /** Threads that send messages, or wait for one to send. */
    int senders() {
        return Math.toIntExact(ask("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"two-factor-"))
                .count());
    }

    /** What is left in the heap after a collection. */
    int heapMegabytes() {
        ask("GC.run");
        Matcher used = USED.matcher(ask("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd does not tell what the heap holds");
        }
        return Integer.parseInt(used.group(1)) / 1024;
    }

    /** What the server's memory holds now, rubbish taken away. */
    Memory memory() {
        ask("GC.run");
        ask("GC.run");
        String heap = ask("GC.heap_info");
        List<Long> used = numbers(USED, heap);
        long resident = resident();
        // Older virtual machines do not know it, and say so.
        ask("System.trim_native_heap");
        return new Memory(
                resident,
                resident(),
                used.get(0),
                used.get(1),
                numbers(CODE, ask("Compiler.codecache")).stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                numbers(THREAD, ask("Thread.print")).size());
    }

    private long resident() {
        try {
            return numbers(RESIDENT, Files.readString(Path.of("/proc", String.valueOf(pid), "status")))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> numbers(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> Long.parseLong(match.group(1)))
                .toList();
    }

    private String ask(String command) {
        return Jcmd.ask(pid, command);
    }
}
