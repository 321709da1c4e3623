package dev.twofactor.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays the part of Twilio's API that sends messages, with the faults that it is told to have. */
final class TwilioApi implements HttpHandler {

    static final String PREFIX = "/twilio";

    private final InboxMessages messages;
    private final InboxMessages attempts = new InboxMessages();
    private final CountDownLatch closing;
    private final TwilioRequestChecker checker = new TwilioRequestChecker();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Faults faults = Faults.NONE;

    /** @param closing reaches zero when the inbox ends, so that nothing goes on waiting */
    TwilioApi(InboxMessages messages, CountDownLatch closing) {
        this.messages = messages;
        this.closing = closing;
    }

    void faults(Faults next) {
        faults = next;
    }

    /** Requests that came, accepted or not. */
    int requests() {
        return requests.get();
    }

    /** What requests wanted to send, refused ones too. */
    List<InboxMessage> attempts() {
        return attempts.all();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Faults now = faults;
        String body = HttpAnswers.body(exchange);
        if (body == null) {
            refuse(exchange, 413, 20413);
            return;
        }
        TwilioRequest request = read(exchange, body);
        attempts.add(message("", Instant.now(), request));
        List<String> found = checker.violations(request);
        found.stream().filter(violation -> violations.size() < 1000).forEach(violations::add);
        pause(now);
        switch (now.mode()) {
            case HANG, RESET -> exchange.close();
            case GARBAGE -> HttpAnswers.send(exchange, statusOr(now, 201), "text/html", garbage());
            case OK -> answer(exchange, request, now, found);
        }
    }

    private void answer(HttpExchange exchange, TwilioRequest request, Faults now, List<String> found)
            throws IOException {
        if (now.refusalStatus() != 0) {
            refuse(exchange, now.refusalStatus(), now.errorCode() == 0 ? 20000 + now.status() : now.errorCode());
        } else if (!found.isEmpty()) {
            refuse(exchange, 400, 20001);
        } else {
            accept(exchange, request, statusOr(now, 201));
        }
    }

    private void accept(HttpExchange exchange, TwilioRequest request, int status) throws IOException {
        Instant at = Instant.now();
        ObjectNode resource = TwilioMessages.resource(request, at);
        String sid = resource.get("sid").asText();
        messages.add(message(sid, at, request));
        HttpAnswers.json(exchange, status, resource);
    }

    private static InboxMessage message(String id, Instant at, TwilioRequest request) {
        return new InboxMessage(id, at, "sms", request.field("To"), request.field("Body"), null, "twilio", null);
    }

    private static void refuse(HttpExchange exchange, int status, int code) throws IOException {
        HttpAnswers.json(exchange, status, TwilioMessages.error(status, code));
    }

    private static TwilioRequest read(HttpExchange exchange, String body) {
        return new TwilioRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().substring(PREFIX.length()),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                HttpAnswers.fields(body));
    }

    private void pause(Faults now) {
        int millis = now.mode() == Faults.Mode.HANG ? Faults.MAX_DELAY_MILLIS : now.delayMillis();
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int statusOr(Faults now, int usual) {
        return now.status() == 0 ? usual : now.status();
    }

    private static byte[] garbage() {
        return "<html>{\"sid\": 0x1f, not what you are used to".getBytes(StandardCharsets.UTF_8);
    }
}
