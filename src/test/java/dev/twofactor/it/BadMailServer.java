package dev.twofactor.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A mail server that misbehaves in one way; a real one would correct the fault. */
final class BadMailServer implements AutoCloseable {

    /** What goes wrong. */
    enum Fault {
        /** The recipient is refused with 550, quoted as mail servers do. */
        REFUSES_RECIPIENT,
        /** The sender is refused with 550. */
        REFUSES_SENDER,
        /** It asks for a login and takes none. */
        REFUSES_LOGIN,
        /** It takes the connection and never says a word. */
        SAYS_NOTHING,
        /** A character of the greeting a second, without end: no single wait is long. */
        DRIPS,
        /** It takes the mail and never says whether it will deliver it. */
        SWALLOWS_THE_MAIL
    }

    private static final int HANGS_SECONDS = 60;

    private final Fault fault;
    private final ServerSocket listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private BadMailServer(Fault fault) throws IOException {
        this.fault = fault;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    static BadMailServer that(Fault fault) {
        try {
            BadMailServer server = new BadMailServer(fault);
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String port() {
        return String.valueOf(listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                daemon(() -> converse(connection));
            } catch (IOException e) {
                // Closed by the test.
                return;
            }
        }
    }

    private void converse(Socket connection) {
        try (connection;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
                OutputStream answers = connection.getOutputStream()) {
            greet(answers);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.write((answer(line) + "\r\n").getBytes(StandardCharsets.UTF_8));
                answers.flush();
                if (line.equals("DATA")) {
                    readMail(lines);
                    hang();
                }
            }
        } catch (IOException e) {
            // The other side gave up, or the test is over.
        }
    }

    private void greet(OutputStream answers) throws IOException {
        if (fault == Fault.SAYS_NOTHING) {
            hang();
        }
        for (int i = 0; fault == Fault.DRIPS && i < HANGS_SECONDS && !isClosing(1); i++) {
            answers.write('2');
            answers.flush();
        }
        answers.write("220 bad.example ESMTP\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String line) {
        String command = line.split("[ :]")[0];
        return switch (command) {
            case "EHLO" -> fault == Fault.REFUSES_LOGIN ? "250-bad.example\r\n250 AUTH PLAIN LOGIN" : "250 bad.example";
            case "AUTH" -> "535 5.7.8 Authentication credentials invalid";
            case "MAIL" ->
                fault == Fault.REFUSES_SENDER ? "550 5.7.1 Sender not allowed: " + line.substring(10) : "250 Ok";
            case "RCPT" ->
                fault == Fault.REFUSES_RECIPIENT
                        ? "550 5.1.1 " + line.substring(8) + ": Recipient address rejected"
                        : "250 Ok";
            case "DATA" -> "354 End data with <CR><LF>.<CR><LF>";
            default -> "250 Ok";
        };
    }

    private static void readMail(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            // Taken, never delivered.
        }
    }

    private void hang() {
        isClosing(HANGS_SECONDS);
    }

    private boolean isClosing(int seconds) {
        try {
            return closing.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "bad-mail-server");
        thread.setDaemon(true);
        thread.start();
    }
}
