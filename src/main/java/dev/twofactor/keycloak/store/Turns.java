package dev.twofactor.keycloak.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few do something at once; the others wait briefly, first come first served, and are turned away then. Whoever needs
 * the database's connections in a rush goes through here, so that nobody holds one and waits for another for ever.
 */
public final class Turns {

    private final Semaphore free;
    private final Duration patience;

    /**
     * @param atOnce how many have a turn at the same moment on this node, 1 or more
     * @param patience how long one waits for it before it fails
     */
    public Turns(int atOnce, Duration patience) {
        this(new Semaphore(atOnce, true), patience);
    }

    private Turns(Semaphore free, Duration patience) {
        this.free = free;
        this.patience = patience;
    }

    /** The same turns, shared with these, for callers who wait for one no longer than this. */
    Turns within(Duration otherPatience) {
        return new Turns(free, otherPatience);
    }

    /**
     * Does it as soon as it is its turn.
     *
     * @throws StoreBusyException when no turn came in time; nothing was done
     */
    public <T> T run(Supplier<T> work) {
        if (!acquire()) {
            throw new StoreBusyException();
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean acquire() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
