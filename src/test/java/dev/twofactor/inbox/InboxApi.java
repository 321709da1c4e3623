package dev.twofactor.inbox;

import static dev.twofactor.inbox.HttpAnswers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;

/** What tools and the page ask below {@code /api/}: messages, faults, the count of requests. */
final class InboxApi implements HttpHandler {

    private static final byte[] NOTHING = {};

    private final InboxMessages messages;
    private final TwilioApi twilio;

    InboxApi(InboxMessages messages, TwilioApi twilio) {
        this.messages = messages;
        this.twilio = twilio;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (call) {
            case "GET /api/messages" -> HttpAnswers.json(exchange, 200, list(exchange));
            case "DELETE /api/messages" -> {
                messages.clear();
                HttpAnswers.send(exchange, 204, "application/json", NOTHING);
            }
            case "PUT /api/faults" -> replaceFaults(exchange);
            case "GET /api/requests" ->
                HttpAnswers.json(exchange, 200, JSON.createObjectNode().put("count", twilio.requests()));
            default -> error(exchange, 404, "no such call");
        }
    }

    private void replaceFaults(HttpExchange exchange) throws IOException {
        String body = HttpAnswers.body(exchange);
        try {
            twilio.faults(Faults.from(JSON.readTree(body == null ? "" : body)));
            HttpAnswers.send(exchange, 204, "application/json", NOTHING);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            error(exchange, 400, "{\"delayMillis\":0,\"status\":0,\"errorCode\":0,\"mode\":\"ok|hang|reset|garbage\"}");
        }
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        HttpAnswers.json(exchange, status, JSON.createObjectNode().put("error", message));
    }

    private ArrayNode list(HttpExchange exchange) {
        List<String> to =
                HttpAnswers.fields(exchange.getRequestURI().getRawQuery()).get("to");
        ArrayNode array = JSON.createArrayNode();
        // A plus sign that somebody forgot to encode arrives as a space.
        List<InboxMessage> chosen =
                to == null ? messages.all() : messages.to(to.get(0).replaceFirst("^ ", "+"));
        chosen.forEach(message -> array.add(json(message)));
        return array;
    }

    private static ObjectNode json(InboxMessage message) {
        return JSON.createObjectNode()
                .put("id", message.id())
                .put("at", message.at().toString())
                .put("channel", message.channel())
                .put("to", message.to())
                .put("text", message.text())
                .put("html", message.html())
                .put("service", message.service());
    }
}
