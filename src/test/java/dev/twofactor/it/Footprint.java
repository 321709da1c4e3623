package dev.twofactor.it;

import dev.twofactor.server.Jcmd;
import dev.twofactor.server.KeycloakServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server holds on to while it has nothing to do.
 *
 * @param heapBytes what is still reached after a garbage collection
 * @param threads live threads
 * @param pooled those of them that Quarkus and Infinispan keep for requests: as many as ever met, at most as set
 * @param busy connections to the database that somebody has not given back
 * @param connections to the database, those that rest included
 */
record Footprint(long heapBytes, int threads, int pooled, int busy, int connections) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** The names of Java's threads stand in quotes, before their number. */
    private static final Pattern THREAD = Pattern.compile("(?m)^\".*\" #\\d");

    private static final Pattern POOLED = Pattern.compile("(?m)^\"(executor|blocking)-thread-.*\" #\\d");

    static Footprint of(KeycloakServer server) {
        // Counting live objects collects garbage first, and counts nothing that came after.
        Matcher heap = TOTAL.matcher(Jcmd.ask(server.pid(), "GC.class_histogram"));
        if (!heap.find()) {
            throw new AssertionError("jcmd could not count the server's objects");
        }
        String threads = Jcmd.ask(server.pid(), "Thread.print");
        Scrape scrape = Scrape.of(server);
        int busy = (int) scrape.sum("agroal_active_count");
        return new Footprint(
                Long.parseLong(heap.group(1)),
                count(THREAD, threads),
                count(POOLED, threads),
                busy,
                busy + (int) scrape.sum("agroal_available_count"));
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }
}
