package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was judged is what is connected to, and over https whoever is there proves the name. */
class JudgedAddressTest {

    private static final HttpLimits LIMITS = new HttpLimits(Duration.ofSeconds(3), Duration.ofSeconds(4), 1000);

    @TempDir
    private Path folder;

    @Test
    void aHostThatDoesNotProveTheNameHearsNothing() throws Exception {
        TestCertificate other = TestCertificate.of("inner.example", folder);
        try (ServerSocket listener = other.listen();
                VendorHttpClient client = trusting(other)) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(listener));

            assertThat(post(client, listener.getLocalPort())).isEqualTo(new NoAnswer(Reason.TLS));
            assertThat(heard.join()).isEmpty();
        }
    }

    /** Shows that it is the name alone that stands in the way above. */
    @Test
    void aHostThatProvesTheNameIsHeard() throws Exception {
        TestCertificate right = TestCertificate.of("localhost", folder);
        try (ServerSocket listener = right.listen();
                VendorHttpClient client = trusting(right)) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(listener));

            assertThat(post(client, listener.getLocalPort())).isInstanceOf(Answer.class);
            assertThat(heard.join()).startsWith("POST / HTTP/1.1");
        }
    }

    /** To close a connection over TLS politely would be to wait for the other side to do so, too. */
    @Test
    void nobodyWaitsForAHostThatDoesNotHangUp() throws Exception {
        TestCertificate right = TestCertificate.of("localhost", folder);
        try (ServerSocket listener = right.listen();
                VendorHttpClient client = trusting(right)) {
            CompletableFuture<Socket> open = CompletableFuture.supplyAsync(() -> answerAndStay(listener));
            long start = System.nanoTime();
            assertThat(post(client, listener.getLocalPort())).isInstanceOf(Answer.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMITS.connect());
            open.join().close();
        }
    }

    private static Socket answerAndStay(ServerSocket listener) {
        try {
            Socket connection = listener.accept();
            connection.getInputStream().readNBytes(15);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 201 Made\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VendorHttpClient trusting(TestCertificate certificate) throws Exception {
        SSLSocketFactory trusted = certificate.trusted().getSocketFactory();
        return new VendorHttpClient(LIMITS, new AddressRule(true), InetAddress::getAllByName, () -> trusted);
    }

    private static VendorReply post(VendorHttpClient client, int port) {
        return client.send(new VendorRequest(URI.create("https://localhost:" + port + "/"), Map.of(), "b0dy"));
    }

    /** What somebody heard who answers one request; empty when the client hung up before it asked. */
    private static String answer(ServerSocket listener) {
        try (Socket connection = listener.accept()) {
            byte[] heard = connection.getInputStream().readNBytes(15);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(heard, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    /** Nobody else knows this name: were it looked up once more, it would lead nowhere. */
    @Test
    void aNameIsLookedUpOnceAndLeadsToWhatWasJudged() throws Exception {
        try (FaultServer judged = new FaultServer(FaultServer.status(201, ""))) {
            List<String> lookedUp = new ArrayList<>();
            VendorHttpClient.Lookup changing = host -> {
                lookedUp.add(host);
                return new InetAddress[] {address(lookedUp.size() == 1 ? "127.0.0.1" : "127.0.0.2")};
            };
            assertThat(send(changing, judged.address().getPort())).isInstanceOf(Answer.class);
            assertThat(lookedUp).containsExactly("vendor.invalid");
            assertThat(judged.requests()).hasSize(1);
        }
    }

    @Test
    void anAddressThatRefusesLeavesTheNextOne() throws Exception {
        try (FaultServer second = new FaultServer(FaultServer.status(201, ""))) {
            assertThat(send(
                            host -> new InetAddress[] {address("127.0.0.2"), address("127.0.0.1")},
                            second.address().getPort()))
                    .isInstanceOf(Answer.class);
        }
    }

    @Test
    void anAddressThatIsSilentLeavesTimeForTheNextOne() throws Exception {
        try (FaultServer second = new FaultServer(FaultServer.status(201, ""));
                ServerSocket silent = new ServerSocket(second.address().getPort(), 1, address("127.0.0.2"))) {
            List<Socket> fill = fill(silent);
            assertThat(send(
                            host -> new InetAddress[] {address("127.0.0.2"), address("127.0.0.1")},
                            second.address().getPort()))
                    .isInstanceOf(Answer.class);
            for (Socket socket : fill) {
                socket.close();
            }
        }
    }

    // Who listens but takes nobody in is silent to those who come when the queue is full.
    private static List<Socket> fill(ServerSocket silent) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort()), 100);
            } catch (SocketTimeoutException e) {
                return waiting;
            }
        }
        throw new AssertionError("the queue has no end");
    }

    private static VendorReply send(VendorHttpClient.Lookup lookup, int port) {
        try (VendorHttpClient client = new VendorHttpClient(LIMITS, new AddressRule(true), lookup, () -> {
            throw new AssertionError("no TLS is asked for");
        })) {
            return client.send(new VendorRequest(URI.create("http://vendor.invalid:" + port + "/"), Map.of(), "b0dy"));
        }
    }

    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }
}
