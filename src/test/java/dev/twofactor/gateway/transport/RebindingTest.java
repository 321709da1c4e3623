package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that has a public address when it is judged, and an inner one when it is connected to. */
class RebindingTest {

    private static final HttpLimits LIMITS = new HttpLimits(Duration.ofSeconds(3), Duration.ofSeconds(4), 1000);
    // For the judge, localhost is somewhere else.
    private static final VendorHttpClient.Lookup PUBLIC = host -> InetAddress.getAllByName("8.8.8.8");

    @TempDir
    private Path folder;

    @Test
    void anInnerHostThatIsTrustedUnderItsOwnNameHearsNothing() throws Exception {
        TestCertificate inner = TestCertificate.of("inner.example", folder);
        try (ServerSocket listener = inner.listen();
                VendorHttpClient strict = trusting(inner, new AddressRule(false))) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(listener));

            assertThat(post(strict, listener.getLocalPort())).isEqualTo(new NoAnswer(Reason.TLS));
            assertThat(heard.join()).isEmpty();
        }
    }

    /** Shows that it is the name alone that stands in the way above. */
    @Test
    void aHostThatProvesTheNameIsHeard() throws Exception {
        TestCertificate right = TestCertificate.of("localhost", folder);
        try (ServerSocket listener = right.listen();
                VendorHttpClient client = trusting(right, new AddressRule(true))) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(listener));

            assertThat(post(client, listener.getLocalPort())).isInstanceOf(Answer.class);
            assertThat(heard.join()).startsWith("POST / HTTP/1.1");
        }
    }

    private static VendorHttpClient trusting(TestCertificate certificate, AddressRule rule) throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(certificate.trusted());
        try {
            VendorHttpClient client = new VendorHttpClient(LIMITS, rule, PUBLIC);
            // What the JVM trusts at this moment is what it trusts from now on.
            client.client();
            return client;
        } finally {
            SSLContext.setDefault(before);
        }
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

    @Test
    void whatWasJudgedIsWhatIsConnectedTo() throws Exception {
        try (FaultServer judged = new FaultServer(FaultServer.status(201, ""))) {
            assertThat(sendWhileTheNameChanges(judged)).isEqualTo("Answer[201]");
            assertThat(judged.requests()).hasSize(1);
        }
    }

    /** Shows that the name does change above, and that only the JVM's memory of it stands in the way. */
    @Test
    void aJvmThatIsToldToRememberNoNameConnectsToWhateverComesNext() throws Exception {
        try (FaultServer judged = new FaultServer(FaultServer.status(201, ""))) {
            assertThat(sendWhileTheNameChanges(judged, "-Dsun.net.inetaddr.ttl=0"))
                    .isEqualTo(new NoAnswer(Reason.CONNECT_REFUSED).toString());
            assertThat(judged.requests()).isEmpty();
        }
    }

    // From 127.0.0.1, where the server listens, to 127.0.0.2, where nobody does.
    private String sendWhileTheNameChanges(FaultServer server, String... options) throws IOException {
        Path names = Files.writeString(folder.resolve("names"), "127.0.0.1 vendor.example\n");
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-Djdk.net.hosts.file=" + names, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(RebindingProbe.class.getName(), names.toString()));
        command.add("http://vendor.example:" + server.address().getPort() + "/");
        command.add("127.0.0.2 vendor.example\n");
        Process probe = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
