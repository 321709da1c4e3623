package dev.twofactor.it;

import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server holds on to while it has nothing to do.
 *
 * @param heapBytes what is still reached after a garbage collection
 * @param threads live threads
 * @param busy connections to the database that somebody has not given back
 * @param connections to the database, those that rest included
 */
record Footprint(long heapBytes, int threads, int busy, int connections) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    static Footprint of(KeycloakServer server) {
        long heap = heap(server.pid());
        Scrape scrape = Scrape.of(server);
        int busy = (int) scrape.sum("agroal_active_count");
        return new Footprint(
                heap,
                (int) scrape.sum("jvm_threads_live_threads"),
                busy,
                busy + (int) scrape.sum("agroal_available_count"));
    }

    // Counting live objects collects garbage first, and counts nothing that came after.
    private static long heap(long pid) {
        try {
            Process jcmd = new ProcessBuilder(JCMD, String.valueOf(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            Matcher total = TOTAL.matcher(new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (!total.find()) {
                throw new AssertionError("jcmd could not count the server's objects");
            }
            return Long.parseLong(total.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
