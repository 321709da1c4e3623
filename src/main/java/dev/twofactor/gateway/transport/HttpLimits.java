package dev.twofactor.gateway.transport;

import java.time.Duration;

/**
 * How long one request to a vendor may take, and how much the vendor may answer.
 *
 * @param connect time for the connection and its TLS handshake; positive, not longer than {@code total}
 * @param total time for the look-up of the name, the connection, the headers and the body together; positive
 * @param maxAnswerBytes size of the largest body that is read; 1 byte to 1 MiB
 */
public record HttpLimits(Duration connect, Duration total, int maxAnswerBytes) {

    /** What production uses: 2 s to connect, 5 s in all, 64 KiB of answer. */
    public static final HttpLimits DEFAULT = new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 64 * 1024);

    private static final int MAX_ANSWER_BYTES = 1024 * 1024;

    public HttpLimits {
        if (connect.isZero() || connect.isNegative() || connect.compareTo(total) > 0) {
            throw new IllegalArgumentException("connect: positive, and not longer than total");
        }
        if (maxAnswerBytes < 1 || maxAnswerBytes > MAX_ANSWER_BYTES) {
            throw new IllegalArgumentException("maxAnswerBytes: 1 to " + MAX_ANSWER_BYTES);
        }
    }
}
