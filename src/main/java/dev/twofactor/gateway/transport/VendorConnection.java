package dev.twofactor.gateway.transport;

import dev.twofactor.gateway.transport.VendorReply.Answer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.ProtocolException;
import org.apache.http.config.MessageConstraints;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.DefaultBHttpClientConnection;
import org.apache.http.impl.DefaultConnectionReuseStrategy;
import org.apache.http.message.BasicHttpEntityEnclosingRequest;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HTTP;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/** One connection to a vendor, by the part of Apache's library that speaks HTTP/1.1 and does nothing else: no log, no second try. */
final class VendorConnection extends DefaultBHttpClientConnection {

    private static final int BUFFER = 8 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final String USER_AGENT = "keycloak-two-factor";
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

    private final DeadlineSocket socket;
    private boolean isReusable;

    /** @param socket connected; TLS is laid over it afterwards, see {@link #bind} */
    VendorConnection(DeadlineSocket socket) {
        super(
                BUFFER,
                BUFFER,
                null,
                null,
                MessageConstraints.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build(),
                null,
                null,
                null,
                null);
        this.socket = socket;
    }

    /** Whether the next request may go over it, too. */
    boolean isReusable() {
        return isReusable;
    }

    /** Whether it stands, and nothing came that nobody has asked for: what comes next would be taken for the next answer. */
    boolean isQuiet() {
        socket.readUntil(Deadline.in(MOMENT));
        try {
            awaitInput(1);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws AnswerTooLargeException when the answer's body has more than {@code maxBytes} */
    Answer exchange(VendorRequest request, Deadline deadline, int maxBytes) throws IOException, HttpException {
        isReusable = false;
        socket.readUntil(deadline);
        HttpContext context = new BasicHttpContext();
        HttpResponse response = answer(message(request), context);
        byte[] body = read(response.getEntity(), maxBytes);
        isReusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(response, context);
        return new Answer(response.getStatusLine().getStatusCode(), body);
    }

    private HttpResponse answer(BasicHttpEntityEnclosingRequest message, HttpContext context)
            throws IOException, HttpException {
        try {
            return EXECUTOR.execute(message, this, context);
        } catch (IllegalArgumentException e) {
            // A version below zero, for one; its text quotes what was read.
            throw new ProtocolException("not HTTP");
        }
    }

    private static BasicHttpEntityEnclosingRequest message(VendorRequest request) {
        ByteArrayEntity body = new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8));
        BasicHttpEntityEnclosingRequest message =
                new BasicHttpEntityEnclosingRequest(request.method(), target(request.address()));
        message.setHeader(HTTP.USER_AGENT, USER_AGENT);
        request.headers().forEach(message::setHeader);
        message.setHeader(HTTP.TARGET_HOST, request.address().getRawAuthority());
        message.setHeader(HTTP.CONTENT_LEN, String.valueOf(body.getContentLength()));
        message.setEntity(body);
        return message;
    }

    private static String target(URI address) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private static byte[] read(HttpEntity entity, int maxBytes) throws IOException {
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw new AnswerTooLargeException();
        }
        return body;
    }

    /** At once. TLS would take its leave and wait for the other side to do so: the plain socket is closed first. */
    @Override
    public void shutdown() throws IOException {
        socket.close();
        super.shutdown();
    }

    @Override
    public void close() throws IOException {
        shutdown();
    }
}
