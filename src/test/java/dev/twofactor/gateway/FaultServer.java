package dev.twofactor.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vendor on loopback that misbehaves as told and remembers each request, on plain sockets so that no server corrects it. */
public final class FaultServer implements AutoCloseable {

    /** What happens on a connection once a request has been read; the connection closes afterwards. */
    public interface Behaviour {
        /** Answers, or not. */
        void answer(Socket connection) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    public FaultServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        daemon(this::listen);
    }

    /** From the next request on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Where it listens, without a slash at the end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Each request with its head and body, in the order of arrival. */
    public List<String> requests() {
        return requests;
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            requests.add(read(new BufferedInputStream(connection.getInputStream())));
            behaviour.answer(connection);
        } catch (IOException e) {
            // The client hung up, as it should on a fault.
            return;
        }
    }

    private static String read(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text + new String(input.readNBytes(bodyLength(text)), StandardCharsets.UTF_8);
    }

    private static int bodyLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A whole answer with this status. */
    public static Behaviour status(int status, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return connection -> {
            write(connection, head(status, "Content-Length: " + bytes.length, headers));
            connection.getOutputStream().write(bytes);
        };
    }

    /** The same, so many milliseconds later. */
    public static Behaviour later(int millis, Behaviour behaviour) {
        return connection -> {
            waitForHangUp(connection, millis);
            behaviour.answer(connection);
        };
    }

    /** No answer until the client hangs up. */
    public static Behaviour hang() {
        return connection -> {
            if (connection.getInputStream().read() >= 0) {
                throw new IOException("more than one request on this connection");
            }
        };
    }

    /** Headers, and then nothing. */
    public static Behaviour hangInBody() {
        return connection -> {
            write(connection, head(201, "Content-Length: 100"));
            hang().answer(connection);
        };
    }

    /** Ends the connection in order, without a word. */
    public static Behaviour silence() {
        return connection -> {};
    }

    /** Ends the connection with RST. */
    public static Behaviour reset() {
        return connection -> connection.setSoLinger(true, 0);
    }

    /** Ends the connection with RST when some of the body has arrived. */
    public static Behaviour resetInBody() {
        return connection -> {
            write(connection, head(200, "Content-Length: 100") + "{\"id\":\"v-1\"");
            waitForHangUp(connection, 50);
            reset().answer(connection);
        };
    }

    /** A body of 10 GB, announced as such, as fast as it goes. */
    public static Behaviour tenGigabytes() {
        return connection -> {
            write(connection, head(200, "Content-Type: application/json\r\nContent-Length: 10737418240"));
            while (true) {
                write(connection, " ".repeat(8192));
            }
        };
    }

    /** Something that is not HTTP. */
    public static Behaviour garbage() {
        return connection -> write(connection, "\u0000\u0001 no such protocol\r\n\r\n\r\n");
    }

    /** "Go on", again and again, as fast as it goes (RFC 9110, 15.2: any number may come before the answer). */
    public static Behaviour endlessContinue() {
        return connection -> {
            while (true) {
                write(connection, "HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
            }
        };
    }

    /** The head of an answer in a version of HTTP that cannot be. */
    public static Behaviour impossibleVersion() {
        return connection -> write(connection, "HTTP/1.-1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }

    /** A body without an end, as fast as it goes. */
    public static Behaviour endless() {
        return connection -> {
            write(connection, head(201, "Content-Type: application/json"));
            while (true) {
                write(connection, " ".repeat(8192));
            }
        };
    }

    /** Headers without an end. */
    public static Behaviour endlessHeaders() {
        return connection -> {
            write(connection, "HTTP/1.1 201 Created\r\n");
            while (true) {
                write(connection, "X-Filler: " + "x".repeat(8192) + "\r\n");
            }
        };
    }

    /** A body that arrives byte by byte, each in time, all of them too late. */
    public static Behaviour trickle() {
        return connection -> {
            write(connection, head(201, "Content-Length: 1000"));
            for (int i = 0; i < 1000; i++) {
                write(connection, " ");
                waitForHangUp(connection, 10);
            }
        };
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    private static String head(int status, String header, String... more) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + status + " Text\r\nConnection: close\r\n" + header + "\r\n");
        for (String other : more) {
            head.append(other).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Lets time pass for the client, but not longer than until the client hangs up. */
    private static void waitForHangUp(Socket connection, int millis) throws IOException {
        connection.setSoTimeout(millis);
        try {
            if (connection.getInputStream().read() < 0) {
                throw new IOException("hung up");
            }
        } catch (SocketTimeoutException e) {
            connection.setSoTimeout(0);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
