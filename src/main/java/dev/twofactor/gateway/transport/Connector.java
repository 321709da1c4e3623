package dev.twofactor.gateway.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes connections to addresses that were judged, and to no others. */
final class Connector {

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
        IOException trouble = new ConnectException();
        for (int tried = 0; tried < addresses.length && end.remainingNanos() > 0; tried++) {
            long part = end.remainingNanos() / (addresses.length - tried);
            DeadlineSocket socket = new DeadlineSocket();
            try {
                socket.connect(new InetSocketAddress(addresses[tried], origin.port()), DeadlineSocket.millis(part));
                return bound(origin, socket, end);
            } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
                socket.close();
                trouble = e;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        }
        throw trouble;
    }

    private VendorConnection bound(Origin origin, DeadlineSocket socket, Deadline end) throws IOException {
        socket.setTcpNoDelay(true);
        socket.readUntil(end);
        VendorConnection connection = new VendorConnection(socket);
        connection.bind(origin.isHttps() ? trusted(origin, socket) : socket);
        return connection;
    }

    private SSLSocket trusted(Origin origin, DeadlineSocket socket) throws IOException {
        SSLSocket trusted = (SSLSocket) tls.get().createSocket(socket, origin.host(), origin.port(), true);
        SSLParameters parameters = trusted.getSSLParameters();
        // Without it any certificate would do that somebody known has signed, whatever its name (RFC 2818, 3.1).
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        trusted.setSSLParameters(parameters);
        trusted.startHandshake();
        return trusted;
    }
}
