package dev.twofactor.gateway.transport;

import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.http.HttpException;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.MessageConstraintException;
import org.apache.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Which reason stands for an exception of the look-up, the connection or the exchange. */
final class Failures {

    private static final int MAX_DEPTH = 10;

    /** First match wins, whatever it is wrapped in: TLS tells a deadline as its own trouble. */
    private static final Map<Class<? extends Throwable>, Reason> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put(AnswerTooLargeException.class, Reason.ANSWER_TOO_LARGE);
        REASONS.put(SocketTimeoutException.class, Reason.TIMEOUT);
        REASONS.put(InterruptedIOException.class, Reason.INTERRUPTED);
        REASONS.put(UnknownHostException.class, Reason.UNKNOWN_HOST);
        REASONS.put(ConnectException.class, Reason.CONNECT_REFUSED);
        REASONS.put(NoRouteToHostException.class, Reason.CONNECT_REFUSED);
        REASONS.put(SSLException.class, Reason.TLS);
        REASONS.put(TruncatedChunkException.class, Reason.CONNECTION_CLOSED);
        REASONS.put(MalformedChunkCodingException.class, Reason.NOT_HTTP);
        REASONS.put(MessageConstraintException.class, Reason.NOT_HTTP);
        REASONS.put(HttpException.class, Reason.NOT_HTTP);
        REASONS.put(IOException.class, Reason.CONNECTION_CLOSED);
    }

    private Failures() {}

    /**
     * Never reads a message, for it may quote the address.
     *
     * @throws IllegalStateException for a fault that no vendor or network can cause
     */
    static Reason reasonOf(@Nullable Throwable trouble) {
        return REASONS.entrySet().stream()
                .filter(entry -> isCausedBy(trouble, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> fault(trouble));
    }

    private static boolean isCausedBy(@Nullable Throwable trouble, Class<? extends Throwable> type) {
        Throwable cause = trouble;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static IllegalStateException fault(@Nullable Throwable trouble) {
        var fault = new IllegalStateException("the HTTP client failed: "
                + (trouble == null ? "" : trouble.getClass().getName()));
        if (trouble != null) {
            fault.setStackTrace(trouble.getStackTrace());
        }
        return fault;
    }
}
