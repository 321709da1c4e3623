package dev.twofactor.gateway.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A vendor on loopback that keeps its connections and sends for each request what it is told to. */
final class KeptVendor implements AutoCloseable {

    private final ServerSocket listener;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final IntFunction<String> answers;

    /** @param answers by the number of the request, from 1 */
    KeptVendor(IntFunction<String> answers) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
    }

    /** @param listener closed with this vendor */
    KeptVendor(ServerSocket listener, IntFunction<String> answers) {
        this.listener = listener;
        this.answers = answers;
        daemon(this::listen);
    }

    /** A whole answer that says which one it is. */
    static String answer(String body, String... headers) {
        return "HTTP/1.1 200 OK\r\n" + String.join("", headers) + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    int port() {
        return listener.getLocalPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** How many connections were made so far. */
    int connections() {
        return connections.size();
    }

    /** How many of them nobody has hung up. */
    int open() {
        return open.get();
    }

    /** Hangs up on everybody. */
    void hangUp() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                open.incrementAndGet();
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader input = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            while (readRequest(input)) {
                String answer = answers.apply(requests.incrementAndGet());
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // Somebody hung up.
            return;
        } finally {
            open.decrementAndGet();
        }
    }

    private static boolean readRequest(BufferedReader input) throws IOException {
        int length = 0;
        String line = input.readLine();
        if (line == null) {
            return false;
        }
        while (!line.isEmpty()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
            line = input.readLine();
        }
        for (int i = 0; i < length; i++) {
            if (input.read() < 0) {
                return false;
            }
        }
        return true;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "kept-vendor");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
