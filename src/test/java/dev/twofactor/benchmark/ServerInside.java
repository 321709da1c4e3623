package dev.twofactor.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the JDK's own tool tells of a server's process. */
final class ServerInside {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

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

    private String ask(String command) {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
