package dev.twofactor.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what a server tells of its traces (OTLP over HTTP); its bodies hold all names and values as plain bytes. */
final class TraceReceiver {

    private static TraceReceiver shared;

    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    /** The one of the shared server. */
    static synchronized TraceReceiver shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static TraceReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TraceReceiver receiver = new TraceReceiver(server);
            server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                receiver.bodies.add(new String(body, StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All that came so far, one character for each byte. */
    String received() {
        return String.join("\n", bodies);
    }
}
