package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vendors whose TLS is not to be trusted get nothing: neither number nor code. */
class TlsFaultsTest {

    private final VendorHttpClient client = new VendorHttpClient(
            new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(3), 1000), new AddressRule(true));

    @AfterEach
    void close() {
        client.close();
    }

    private VendorReply post(int port) {
        return client.send(new VendorRequest(URI.create("https://localhost:" + port + "/"), Map.of(), "b0dy"));
    }

    /** Answers any greeting with a ServerHello of TLS 1.0 and the cipher TLS_RSA_WITH_AES_128_CBC_SHA. */
    @Test
    void aServerThatSpeaksTls10Only() throws Exception {
        String random = "5a".repeat(32);
        byte[] hello = HexFormat.of().parseHex("160301002a" + "02000026" + "0301" + random + "00" + "002f" + "00");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> greet(listener, hello));
            server.setDaemon(true);
            server.start();

            assertThat(post(listener.getLocalPort())).isEqualTo(new NoAnswer(Reason.TLS));
        }
    }

    /** Each byte comes in time, all of them too late: a limit for each read would begin anew every time. */
    @Test
    void aServerThatGreetsByteByByte() throws Exception {
        byte[] slowly = HexFormat.of().parseHex("16030300ff" + "5a".repeat(255));
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> trickle(listener, slowly));
            server.setDaemon(true);
            server.start();

            long start = System.nanoTime();
            assertThat(post(listener.getLocalPort())).isEqualTo(new NoAnswer(Reason.TIMEOUT));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void trickle(ServerSocket listener, byte[] bytes) {
        try (Socket connection = listener.accept()) {
            for (byte next : bytes) {
                connection.getOutputStream().write(next);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        } catch (IOException e) {
            // The client hung up, as it should.
            return;
        }
    }

    private static void greet(ServerSocket listener, byte[] hello) {
        try (Socket connection = listener.accept()) {
            assertThat(connection.getInputStream().read()).isEqualTo(0x16);
            connection.getOutputStream().write(hello);
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client hung up, as it should.
            return;
        }
    }

    @Test
    void aCertificateThatNobodyHasSigned(@TempDir Path folder) throws Exception {
        try (ServerSocket listener = TestCertificate.of("localhost", folder).listen();
                FaultServer never = new FaultServer(FaultServer.status(201, ""))) {
            StringBuilder heard = new StringBuilder();
            Thread server = new Thread(() -> serve(listener, heard));
            server.setDaemon(true);
            server.start();

            assertThat(post(listener.getLocalPort())).isEqualTo(new NoAnswer(Reason.TLS));
            server.join(5000);
            assertThat(heard.toString()).doesNotContain("b0dy", "POST");
            assertThat(never.requests()).isEmpty();
        }
    }

    private static void serve(ServerSocket listener, StringBuilder heard) {
        try (Socket connection = listener.accept();
                InputStream input = connection.getInputStream()) {
            heard.append(new String(input.readNBytes(10), java.nio.charset.StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The handshake failed, as it should.
            return;
        }
    }
}
