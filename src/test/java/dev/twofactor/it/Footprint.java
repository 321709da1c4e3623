package dev.twofactor.it;

import dev.twofactor.server.Jcmd;
import dev.twofactor.server.KeycloakServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server holds on to while it has nothing to do.
 *
 * @param heapBytes what is still reached after a garbage collection
 * @param threads live threads, without those of Quarkus and Infinispan that answer requests: as many as ever met, at most as set
 * @param busy connections to the database that somebody has not given back
 * @param connections to the database, those that rest included
 */
record Footprint(long heapBytes, int threads, int busy, int connections) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** The names of Java's threads stand in quotes, before their number. */
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(?!executor-thread-|blocking-thread-).*\" #\\d");

    static Footprint of(KeycloakServer server) {
        // Counting live objects collects garbage first, and counts nothing that came after.
        Matcher heap = TOTAL.matcher(Jcmd.ask(server.pid(), "GC.class_histogram"));
        if (!heap.find()) {
            throw new AssertionError("jcmd could not count the server's objects");
        }
        int threads = (int)
                THREAD.matcher(Jcmd.ask(server.pid(), "Thread.print")).results().count();
        Scrape scrape = Scrape.of(server);
        int busy = (int) scrape.sum("agroal_active_count");
        return new Footprint(
                Long.parseLong(heap.group(1)), threads, busy, busy + (int) scrape.sum("agroal_available_count"));
    }
}
