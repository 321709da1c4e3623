package dev.twofactor.gateway.transport;

import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Sends exactly one request per call, follows no redirect, and answers within {@link HttpLimits#total()}; safe for many threads,
 * meant to be shared so that connections are kept for the next request.
 *
 * <p>HTTP/1.1, and no proxy: behind one, the addresses that are checked would not be those that are connected to.
 */
public final class VendorHttpClient implements AutoCloseable {

    private static final int LOOKUPS = 4;
    private static final int WAITING_LOOKUPS = 64;

    private final HttpLimits limits;
    private final AddressRule rule;
    private final Lookup lookup;
    private final Connector connector;
    private final IdleConnections idle = new IdleConnections(System::nanoTime);
    // A look-up may hang, and nothing ends it: it gets a thread that nobody waits for beyond the deadline.
    private final ThreadPoolExecutor lookups = DaemonThreads.pool("two-factor-lookup", LOOKUPS, WAITING_LOOKUPS);

    public VendorHttpClient(HttpLimits limits, AddressRule rule) {
        this(limits, rule, InetAddress::getAllByName, VendorHttpClient::trustedByTheJvm);
    }

    /**
     * @param lookup finds the addresses that are judged; tests let a name change in between
     * @param tls decides whom to trust
     */
    VendorHttpClient(HttpLimits limits, AddressRule rule, Lookup lookup, Supplier<SSLSocketFactory> tls) {
        this.limits = limits;
        this.rule = rule;
        this.lookup = lookup;
        this.connector = new Connector(limits.connect(), tls);
    }

    private static SSLSocketFactory trustedByTheJvm() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JVM's default for TLS is missing", e);
        }
    }

    /** All addresses of a host. */
    interface Lookup {
        InetAddress[] of(String host) throws IOException;
    }

    /**
     * Sends the request once and waits for the whole answer, on the calling thread.
     *
     * @return the answer, or why there is none; an interrupt ends the wait, that for a connection at {@link HttpLimits#connect()} at the latest,
     *     and stays set
     */
    public VendorReply send(VendorRequest request) {
        Deadline deadline = Deadline.in(limits.total());
        try {
            if (!rule.allowsScheme(request.address())) {
                return new NoAnswer(Reason.ADDRESS_NOT_ALLOWED);
            }
            Origin origin = Origin.of(request.address());
            VendorConnection standing = idle.take(origin);
            VendorConnection connection = standing == null ? connect(origin, deadline) : standing;
            return connection == null
                    ? new NoAnswer(Reason.ADDRESS_NOT_ALLOWED)
                    : exchange(origin, connection, request, deadline);
        } catch (TimeoutException e) {
            return new NoAnswer(Reason.TIMEOUT);
        } catch (ExecutionException e) {
            return new NoAnswer(Failures.reasonOf(e.getCause()));
        } catch (IOException | HttpException e) {
            return new NoAnswer(Failures.reasonOf(e));
        } catch (RejectedExecutionException e) {
            return new NoAnswer(Reason.BUSY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NoAnswer(Reason.INTERRUPTED);
        }
    }

    // To the very addresses that were judged: a name that leads elsewhere by now is not asked again.
    private @Nullable VendorConnection connect(Origin origin, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        InetAddress[] addresses = within(deadline, lookups.submit(() -> lookup.of(origin.host())));
        return rule.allowsAll(addresses) ? connector.connect(origin, addresses, deadline) : null;
    }

    private VendorReply exchange(Origin origin, VendorConnection connection, VendorRequest request, Deadline deadline)
            throws IOException, HttpException {
        try {
            return connection.exchange(request, deadline, limits.maxAnswerBytes());
        } finally {
            idle.giveBack(origin, connection);
        }
    }

    private static <T> T within(Deadline deadline, Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } finally {
            // Nothing to one that is finished.
            future.cancel(true);
        }
    }

    /** Ends the threads and the connections that wait; requests under way come to their end. */
    @Override
    public void close() {
        lookups.shutdownNow();
        idle.close();
    }
}
