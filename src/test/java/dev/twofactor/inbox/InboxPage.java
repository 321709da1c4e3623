package dev.twofactor.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page that a person looks at, and its script and style. */
final class InboxPage implements HttpHandler {

    private static final Map<String, String> TYPES = Map.of(
            "/", "text/html; charset=utf-8",
            "/inbox.js", "text/javascript; charset=utf-8",
            "/inbox.css", "text/css; charset=utf-8");
    /** Nothing from elsewhere, and no script of a message's. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String type = TYPES.get(path);
        if (type == null || !"GET".equals(exchange.getRequestMethod())) {
            HttpAnswers.send(exchange, 404, "text/plain", "Not here".getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        HttpAnswers.send(exchange, 200, type, read("/".equals(path) ? "inbox.html" : path.substring(1)));
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream resource = InboxPage.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("missing from the class path: " + name);
            }
            return resource.readAllBytes();
        }
    }
}
