package dev.twofactor.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The application to which a browser comes back: whatever it is asked for, it says that somebody is signed in. */
final class SignedInApplication {

    private static final byte[] PAGE = "<!DOCTYPE html><html lang=en><title>Application</title><h1>Signed in</h1>"
            .getBytes(StandardCharsets.UTF_8);

    private SignedInApplication() {}

    /** Listens until this virtual machine ends; returns the port, which was free. */
    static int start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", SignedInApplication::answer);
            http.start();
            return http.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
        }
    }
}
