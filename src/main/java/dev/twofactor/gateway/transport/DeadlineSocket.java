package dev.twofactor.gateway.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket that waits for what the other side says until a deadline, however slowly it speaks: Java's own limit begins anew with
 * every byte. An interrupt ends the wait as well.
 */
final class DeadlineSocket extends Socket {

    // Nothing wakes a thread that reads from a socket when it is interrupted: so it looks up from time to time.
    private static final long NAP_NANOS = Duration.ofMillis(100).toNanos();
    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private volatile @Nullable Deadline deadline;

    /** @param end of all that is read from now on; null for the limit that Java knows ({@link #setSoTimeout}) */
    void readUntil(@Nullable Deadline end) {
        deadline = end;
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
                Deadline end = deadline;
                return end == null ? in.read(bytes, from, most) : readInTime(in, bytes, from, most, end);
            }
        };
    }

    private int readInTime(InputStream input, byte[] bytes, int from, int most, Deadline end) throws IOException {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            setSoTimeout(millis(Math.min(NAP_NANOS, end.remainingNanos())));
            try {
                return input.read(bytes, from, most);
            } catch (SocketTimeoutException e) {
                if (end.remainingNanos() == 0) {
                    throw e;
                }
            }
        }
    }

    /** At least one, since to Java none means for ever. */
    static int millis(long nanos) {
        return (int) Math.max(1, nanos / NANOS_OF_A_MILLI);
    }
}
