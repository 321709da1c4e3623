package dev.twofactor.gateway.transport;

import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Which reason stands for an exception of the JDK's client. */
final class Failures {

    private static final int MAX_DEPTH = 10;

    /** First match wins, from the outermost exception inwards. */
    private static final Map<Class<? extends Throwable>, Reason> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put(AnswerTooLargeException.class, Reason.ANSWER_TOO_LARGE);
        REASONS.put(HttpTimeoutException.class, Reason.TIMEOUT);
        REASONS.put(UnknownHostException.class, Reason.UNKNOWN_HOST);
        REASONS.put(UnresolvedAddressException.class, Reason.UNKNOWN_HOST);
        REASONS.put(ConnectException.class, Reason.CONNECT_REFUSED);
        REASONS.put(NoRouteToHostException.class, Reason.CONNECT_REFUSED);
        REASONS.put(SSLException.class, Reason.TLS);
        REASONS.put(ProtocolException.class, Reason.NOT_HTTP);
    }

    private Failures() {}

    /**
     * Never reads a message, for it may quote the address.
     *
     * @throws IllegalStateException for a fault that no vendor or network can cause
     */
    static Reason reasonOf(@Nullable Throwable trouble) {
        Throwable cause = trouble;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            Reason reason = known(cause);
            if (reason != null) {
                return reason;
            }
            cause = cause.getCause();
        }
        if (trouble instanceof IOException) {
            return Reason.CONNECTION_CLOSED;
        }
        throw fault(trouble);
    }

    private static IllegalStateException fault(@Nullable Throwable trouble) {
        var fault = new IllegalStateException("the HTTP client failed: "
                + (trouble == null ? "" : trouble.getClass().getName()));
        if (trouble != null) {
            fault.setStackTrace(trouble.getStackTrace());
        }
        return fault;
    }

    private static @Nullable Reason known(Throwable cause) {
        for (Map.Entry<Class<? extends Throwable>, Reason> entry : REASONS.entrySet()) {
            if (entry.getKey().isInstance(cause)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
