package dev.twofactor.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes what a server prints to a file, passes it on line by line, and remembers the end of it. */
final class ServerLog {

    private static final int TAIL = 60;

    private final Path file;
    private final Consumer<String> lines;
    private final Deque<String> tail = new ArrayDeque<>();
    private Thread reader;

    ServerLog(Path file, Consumer<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Reads until the stream ends, on a thread of its own. */
    void follow(InputStream output) {
        reader = new Thread(() -> copy(output), "log of " + file.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits a few seconds until the last line has been written. */
    void awaitEnd() {
        try {
            reader.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines, for a message about a failed start. */
    String tail() {
        synchronized (tail) {
            return String.join("\n", tail);
        }
    }

    private void copy(InputStream output) {
        try (BufferedReader source = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
                BufferedWriter target =
                        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = source.readLine(); line != null; line = source.readLine()) {
                target.write(line);
                target.newLine();
                // Readers of the file find what was said before a pause. A flush for every line would make this thread
                // slower than a server at debug level, which then waits for it.
                if (!source.ready()) {
                    target.flush();
                }
                remember(line);
                lines.accept(line);
            }
        } catch (IOException e) {
            remember("the server's output could not be read on: " + e.getMessage());
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        }
    }
}
