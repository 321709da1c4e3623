package dev.twofactor.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of docs/performance.md that a run writes.
 *
 * @param name what the marks around it call it
 * @param command what writes it
 */
record DocsSection(String name, String command) {

    private static final Path DOCS = Path.of("docs/performance.md");

    /** Puts the text in place of that of the last run; it must end with a line break. */
    void write(String text) {
        try {
            String page = Files.readString(DOCS);
            String mark = "<!-- " + name + ": written by " + command + " -->\n";
            int begin = page.indexOf(mark) + mark.length();
            int end = page.indexOf("<!-- end of " + name + " -->\n");
            if (begin < mark.length() || end < begin) {
                throw new IllegalStateException(DOCS + " has no place for " + name);
            }
            Files.writeString(DOCS, page.substring(0, begin) + text + page.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
