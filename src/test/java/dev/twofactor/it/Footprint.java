package dev.twofactor.it;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a server holds on to.
 *
 * @param heapBytes heap in use right after a garbage collection
 * @param threads live threads
 * @param connections to the database, those that rest included
 */
record Footprint(long heapBytes, int threads, int connections) {

    static Footprint now(TestKeycloak keycloak) {
        collectGarbage(keycloak.server().pid());
        Scrape scrape = Scrape.now();
        return new Footprint(
                (long) scrape.sum("jvm_memory_used_bytes", "area=\"heap\""),
                (int) scrape.sum("jvm_threads_live_threads"),
                (int) (scrape.sum("agroal_active_count") + scrape.sum("agroal_available_count")));
    }

    private static void collectGarbage(long pid) {
        try {
            Process jcmd = new ProcessBuilder("jcmd", String.valueOf(pid), "GC.run")
                    .redirectErrorStream(true)
                    .start();
            jcmd.getInputStream().readAllBytes();
            if (jcmd.waitFor() != 0) {
                throw new AssertionError("jcmd could not reach the server");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
