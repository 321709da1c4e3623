package dev.twofactor.gateway.transport;

import dev.twofactor.gateway.transport.VendorReply.Answer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends exactly one request per call, follows no redirect, and answers within {@link HttpLimits#total()}; safe for many threads,
 * meant to be shared so that connections are pooled.
 *
 * <p>HTTP/1.1 only: in HTTP/2 the JDK repeats streams that the other side refused, and a text message must not be repeated. No
 * proxy: behind one, the addresses that are checked would not be those that are connected to.
 */
public final class VendorHttpClient implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING_LOOKUPS = 64;
    private static final int WAITING_TASKS = 4096;

    private final HttpLimits limits;
    private final AddressRule rule;
    private final Lookup lookup;
    // Look-ups block and may hang, exchanges do not: a slow name server must not hold up answers that have arrived.
    private final ThreadPoolExecutor lookups = DaemonThreads.pool("two-factor-lookup", THREADS, WAITING_LOOKUPS);
    private final ThreadPoolExecutor exchanges = DaemonThreads.pool("two-factor-http", THREADS, WAITING_TASKS);
    private @Nullable HttpClient client;

    public VendorHttpClient(HttpLimits limits, AddressRule rule) {
        this(limits, rule, InetAddress::getAllByName);
    }

    /** @param lookup finds the addresses that are judged; tests let a name change in between */
    VendorHttpClient(HttpLimits limits, AddressRule rule, Lookup lookup) {
        this.limits = limits;
        this.rule = rule;
        this.lookup = lookup;
    }

    // Made for the first request: a server's start need not wait for its hundred classes, its thread and the JVM's
    // trusted certificates.
    synchronized HttpClient client() {
        if (client == null) {
            client = newClient();
        }
        return client;
    }

    private HttpClient newClient() {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(limits.connect())
                    .executor(exchanges)
                    .build();
        } catch (UncheckedIOException | InternalError e) {
            // An error would end the thread that sends, and leave the message in the ledger as being sent.
            throw new IllegalStateException(
                    "The JVM has no HTTP client: its default for TLS, or files to open, are missing", e);
        }
    }

    /** All addresses of a host. */
    interface Lookup {
        InetAddress[] of(String host) throws IOException;
    }

    /**
     * Sends the request once and waits for the whole answer, on the calling thread. The first call makes the
     * client, a tenth of a second long, before its time begins.
     *
     * @return the answer, or why there is none; an interrupt ends the wait and stays set
     */
    public VendorReply send(VendorRequest request) {
        HttpClient connections = client();
        Deadline deadline = Deadline.in(limits.total());
        try {
            if (!rule.allowsScheme(request.address()) || !rule.allowsAll(resolve(request, deadline))) {
                return new NoAnswer(Reason.ADDRESS_NOT_ALLOWED);
            }
            return exchange(connections, request, deadline);
        } catch (TimeoutException e) {
            return new NoAnswer(Reason.TIMEOUT);
        } catch (ExecutionException e) {
            return new NoAnswer(Failures.reasonOf(e.getCause()));
        } catch (RejectedExecutionException e) {
            return new NoAnswer(Reason.BUSY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NoAnswer(Reason.INTERRUPTED);
        }
    }

    /**
     * Right before connecting. The JVM keeps what it has looked up for 30 s (the security property networkaddress.cache.ttl), so
     * that the client connects to the addresses seen here; an operator who sets that property to 0 gives this up. What a name
     * that changes in between leads to is asked over https for its proof of that name before it hears anything.
     */
    private InetAddress[] resolve(VendorRequest request, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        String host = request.address().getHost();
        return within(deadline, lookups.submit(() -> lookup.of(host)));
    }

    private VendorReply exchange(HttpClient connections, VendorRequest request, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        HttpRequest.Builder sent = HttpRequest.newBuilder(request.address())
                .method(request.method(), BodyPublishers.ofString(request.body()));
        request.headers().forEach(sent::setHeader);
        HttpResponse<byte[]> response = within(
                deadline, connections.sendAsync(sent.build(), headers -> new CappedBody(limits.maxAnswerBytes())));
        return new Answer(response.statusCode(), response.body());
    }

    private static <T> T within(Deadline deadline, Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } finally {
            // Nothing to the finished; ends a look-up or closes the connection of an exchange that took too long.
            future.cancel(true);
        }
    }

    /** Ends the threads; requests under way get no answer. */
    @Override
    public void close() {
        lookups.shutdownNow();
        exchanges.shutdownNow();
    }
}
