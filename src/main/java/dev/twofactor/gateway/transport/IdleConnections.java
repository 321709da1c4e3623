package dev.twofactor.gateway.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Connections between two requests. Thread-safe. */
final class IdleConnections implements AutoCloseable {

    /** How many are kept, over all vendors. */
    static final int MOST = 16;
    /** How long one is kept; vendors hang up after a minute or more. */
    static final Duration KEPT = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Deque<Idle> all = new ArrayDeque<>();
    private boolean isClosed;

    private record Idle(Origin origin, VendorConnection connection, long since) {}

    /** @param nanoTime a clock that only goes on, in nanoseconds */
    IdleConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One that still stands, to be given back; null when there is none. */
    @Nullable
    VendorConnection take(Origin origin) {
        VendorConnection found = poll(origin);
        // Asked while nobody waits for the lock: it takes a millisecond.
        while (found != null && !found.isQuiet()) {
            close(found);
            found = poll(origin);
        }
        return found;
    }

    private synchronized @Nullable VendorConnection poll(Origin origin) {
        closeOld();
        Iterator<Idle> newestFirst = all.iterator();
        while (newestFirst.hasNext()) {
            Idle idle = newestFirst.next();
            if (idle.origin().equals(origin)) {
                newestFirst.remove();
                return idle.connection();
            }
        }
        return null;
    }

    /** Takes one back; one that is not needed, or not reusable, is closed. */
    synchronized void giveBack(Origin origin, VendorConnection connection) {
        if (isClosed || !connection.isReusable()) {
            close(connection);
            return;
        }
        all.addFirst(new Idle(origin, connection, nanoTime.getAsLong()));
        closeOld();
        if (all.size() > MOST) {
            close(all.removeLast().connection());
        }
    }

    private void closeOld() {
        long before = nanoTime.getAsLong() - KEPT.toNanos();
        while (!all.isEmpty() && all.getLast().since() - before < 0) {
            close(all.removeLast().connection());
        }
    }

    private static void close(VendorConnection connection) {
        try {
            connection.shutdown();
        } catch (IOException e) {
            // It was closed already, by the other side.
            return;
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        all.forEach(idle -> close(idle.connection()));
        all.clear();
    }
}
