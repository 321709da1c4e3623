package dev.twofactor.inbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A page, an API, a fake of Twilio and a mail server; on the loopback address unless another is asked for. */
public final class Inbox implements AutoCloseable {

    private static final int MAX_THREADS = 400;

    private final InboxMessages messages = new InboxMessages();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final TwilioApi twilio = new TwilioApi(messages, closing);
    private final ExecutorService threads;
    private final HttpServer http;
    private final MailCatcher mail;

    private Inbox(InetAddress address, int httpPort, int smtpPort) throws IOException {
        // Without it an answer waits 40 ms for the other side's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        threads = new ThreadPoolExecutor(0, MAX_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
        http = HttpServer.create(new InetSocketAddress(address, httpPort), 0);
        http.setExecutor(threads);
        http.createContext("/", new InboxPage());
        http.createContext("/api/", new InboxApi(messages, twilio));
        http.createContext(TwilioApi.PREFIX + "/", twilio);
        mail = new MailCatcher(address, smtpPort, messages);
        http.start();
    }

    /**
     * Starts an empty inbox.
     *
     * @param httpPort port of the page and the APIs; 0 takes a free one
     * @param smtpPort port for mail; 0 takes a free one
     * @throws UncheckedIOException when a port is taken
     */
    public static Inbox start(int httpPort, int smtpPort) {
        return start(InetAddress.getLoopbackAddress(), httpPort, smtpPort);
    }

    /** The same on another address of this machine, for an inbox in a container of its own. */
    public static Inbox start(InetAddress address, int httpPort, int smtpPort) {
        try {
            return new Inbox(address, httpPort, smtpPort);
        } catch (IOException e) {
            throw new UncheckedIOException("the inbox cannot start on port " + httpPort, e);
        }
    }

    /** Address of the page, without a slash at the end. */
    public String url() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** What the Twilio service's {@code api-url} is set to. */
    public String twilioUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + TwilioApi.PREFIX;
    }

    public int httpPort() {
        return http.getAddress().getPort();
    }

    public int smtpPort() {
        return mail.port();
    }

    /** Accepted messages, oldest first. */
    public List<InboxMessage> messages() {
        return messages.all();
    }

    /** Accepted messages to a number in E.164 form or an address, oldest first. */
    public List<InboxMessage> messages(String to) {
        return messages.to(to);
    }

    /** Every text message that a request wanted to send since the start, refused and forgotten ones too; its text may be null. */
    public List<InboxMessage> attemptedTexts() {
        return twilio.attempts();
    }

    /** Forgets all messages; counts and faults stay. */
    public void clear() {
        messages.clear();
    }

    /** Replaces the faults of the text message vendor. */
    public void faults(Faults faults) {
        twilio.faults(faults);
    }

    /**
     * Waits for the n-th message to this recipient; 1 is the oldest.
     *
     * @throws AssertionError when it has not come in time
     */
    public InboxMessage awaitMessage(String to, int n, Duration timeout) {
        try {
            InboxMessage message = messages.await(to, n, timeout);
            if (message == null) {
                throw new AssertionError("message " + n + " did not come within " + timeout + "; there are "
                        + messages.to(to).size());
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** How many requests the fake of Twilio received, accepted or not. */
    public int requestCount() {
        return twilio.requests();
    }

    /** What was wrong with requests to Twilio, in words; empty when all were as its API wants them. */
    public List<String> violations() {
        return twilio.violations();
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
        threads.shutdownNow();
        mail.close();
    }
}
