package dev.twofactor.gateway.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket that reads until a deadline, however slowly or quickly the other side speaks: Java's own limit begins anew with
 * every byte. An interrupt ends a wait for more as well. No proxy stands between.
 */
final class DeadlineSocket extends Socket {

    // Nothing wakes a thread that reads from a socket when it is interrupted: so it looks up from time to time.
    private static final long NAP_NANOS = Duration.ofMillis(100).toNanos();
    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private volatile Deadline deadline;

    /** @param deadline of all that is read, until told otherwise */
    DeadlineSocket(Deadline deadline) {
        super(Proxy.NO_PROXY);
        this.deadline = deadline;
    }

    /** From now on. */
    void readUntil(Deadline next) {
        deadline = next;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                return readInTime(in, bytes, from, most);
            }
        };
    }

    private int readInTime(InputStream input, byte[] bytes, int from, int most) throws IOException {
        Deadline end = deadline;
        while (end.remainingNanos() > 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            setSoTimeout(millis(Math.min(NAP_NANOS, end.remainingNanos())));
            try {
                return input.read(bytes, from, most);
            } catch (SocketTimeoutException e) {
                // Only the nap is over.
                continue;
            }
        }
        throw new SocketTimeoutException();
    }

    /** At least one, since to Java none means for ever. */
    static int millis(long nanos) {
        return (int) Math.max(1, nanos / NANOS_OF_A_MILLI);
    }
}
