package dev.twofactor.gateway.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes connections to addresses that were judged, and to no others. */
final class Connector {

    // A request fits, whatever a text is encoded to: to write never waits for the other side to read.
    private static final int SEND_BUFFER = 64 * 1024;

    private final Duration patience;
    private final Supplier<SSLSocketFactory> tls;

    /**
     * @param patience for connection and TLS handshake together
     * @param tls asked for each connection over https
     */
    Connector(Duration patience, Supplier<SSLSocketFactory> tls) {
        this.patience = patience;
        this.tls = tls;
    }

    /**
     * Connects to the first address that takes it. Each gets an equal part of the time that is left, so that one which is
     * silent does not stand before one that answers.
     *
     * @param addresses one or more
     */
    VendorConnection connect(Origin origin, InetAddress[] addresses, Deadline deadline) throws IOException {
        Deadline end = deadline.orIn(patience);
        IOException trouble = new SocketTimeoutException();
        for (int tried = 0; tried < addresses.length && end.remainingNanos() > 0; tried++) {
            int part = DeadlineSocket.millis(end.remainingNanos() / (addresses.length - tried));
            DeadlineSocket socket = new DeadlineSocket(end);
            try {
                socket.setSendBufferSize(SEND_BUFFER);
                socket.connect(new InetSocketAddress(addresses[tried], origin.port()), part);
            } catch (IOException e) {
                // That there is no way to it Java tells in several manners.
                trouble = e instanceof SocketTimeoutException ? e : new ConnectException();
                socket.close();
                continue;
            }
            return bound(origin, socket);
        }
        throw trouble;
    }

    private VendorConnection bound(Origin origin, DeadlineSocket socket) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            VendorConnection connection = new VendorConnection(socket);
            connection.bind(origin.isHttps() ? trusted(origin, socket) : socket);
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private SSLSocket trusted(Origin origin, DeadlineSocket socket) throws IOException {
        SSLSocket trusted = (SSLSocket) tls.get().createSocket(socket, origin.host(), origin.port(), true);
        SSLParameters parameters = trusted.getSSLParameters();
        // Without it any certificate would do that somebody known has signed, whatever its name (RFC 2818, 3.1).
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (origin.isPlainName()) {
            // Java asks by itself only for names with a dot.
            parameters.setServerNames(List.of(new SNIHostName(origin.host())));
        }
        trusted.setSSLParameters(parameters);
        trusted.startHandshake();
        return trusted;
    }
}
