package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorReply.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorHttpClientTest {

    private static final HttpLimits SHORT = new HttpLimits(Duration.ofMillis(500), Duration.ofMillis(1000), 1000);
    private static final Duration SLACK = Duration.ofMillis(1500);

    private final VendorHttpClient client = new VendorHttpClient(SHORT, new AddressRule(true));
    private FaultServer vendor;

    @BeforeEach
    void openVendor() throws IOException {
        vendor = new FaultServer(FaultServer.status(201, "made"));
    }

    @AfterEach
    void close() {
        vendor.close();
        client.close();
    }

    private static VendorRequest to(URI address) {
        return new VendorRequest(address, Map.of("X-Key", "k3y"), "b0dy");
    }

    private VendorReply post() {
        return client.send(to(vendor.address().resolve("/path")));
    }

    @Test
    void oneCallIsOnePostWithItsHeadersAndBody() {
        VendorReply reply = post();
        assertThat(reply).isInstanceOfSatisfying(Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("made");
        });
        assertThat(vendor.requests()).singleElement().asString().startsWith("POST /path HTTP/1.1\r\n");
        assertThat(vendor.requests().get(0))
                .contains("X-Key: k3y")
                .endsWith("\r\n\r\nb0dy")
                .doesNotContain("Upgrade");
    }

    @ParameterizedTest
    @MethodSource
    void troubleIsATypedReasonAfterOneRequestAndInTime(FaultServer.Behaviour behaviour, Reason reason) {
        vendor.behave(behaviour);
        long start = System.nanoTime();
        assertThat(post()).isEqualTo(new NoAnswer(reason));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(SHORT.total().plus(SLACK));
        assertThat(vendor.requests()).hasSize(1);
    }

    static Stream<Arguments> troubleIsATypedReasonAfterOneRequestAndInTime() {
        return Stream.of(
                Arguments.of(FaultServer.hang(), Reason.TIMEOUT),
                Arguments.of(FaultServer.hangInBody(), Reason.TIMEOUT),
                Arguments.of(FaultServer.trickle(), Reason.TIMEOUT),
                Arguments.of(FaultServer.later(2000, FaultServer.status(201, "late")), Reason.TIMEOUT),
                Arguments.of(FaultServer.reset(), Reason.CONNECTION_CLOSED),
                Arguments.of(FaultServer.silence(), Reason.CONNECTION_CLOSED),
                Arguments.of(FaultServer.garbage(), Reason.NOT_HTTP),
                Arguments.of(FaultServer.impossibleVersion(), Reason.NOT_HTTP),
                Arguments.of(FaultServer.endlessContinue(), Reason.TIMEOUT),
                Arguments.of(FaultServer.resetInBody(), Reason.CONNECTION_CLOSED),
                Arguments.of(FaultServer.endless(), Reason.ANSWER_TOO_LARGE),
                Arguments.of(FaultServer.tenGigabytes(), Reason.ANSWER_TOO_LARGE),
                Arguments.of(FaultServer.status(201, "x".repeat(1001)), Reason.ANSWER_TOO_LARGE));
    }

    @Test
    void headersWithoutEndAreNotReadToTheEnd() {
        vendor.behave(FaultServer.endlessHeaders());
        assertThat(post()).isInstanceOf(NoAnswer.class);
        assertThat(vendor.requests()).hasSize(1);
    }

    @Test
    void anAnswerOfExactlyTheLimitIsRead() {
        vendor.behave(FaultServer.status(200, "x".repeat(1000)));
        assertThat(post()).isInstanceOfSatisfying(Answer.class, answer -> assertThat(answer.body())
                .hasSize(1000));
    }

    @ParameterizedTest
    @MethodSource
    void everyStatusIsAnAnswerAndNoneIsFollowedOrRepeated(int status) {
        vendor.behave(FaultServer.status(status, "", "Location: " + vendor.address() + "/elsewhere", "Retry-After: 0"));
        assertThat(post()).isInstanceOfSatisfying(Answer.class, answer -> assertThat(answer.status())
                .isEqualTo(status));
        assertThat(vendor.requests()).hasSize(1);
    }

    static Stream<Integer> everyStatusIsAnAnswerAndNoneIsFollowedOrRepeated() {
        return Stream.of(200, 301, 302, 303, 307, 308, 400, 401, 407, 429, 500, 503);
    }

    @Test
    void nobodyListeningIsARefusedConnection() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(client.send(to(URI.create("http://127.0.0.1:" + free))))
                .isEqualTo(new NoAnswer(Reason.CONNECT_REFUSED));
    }

    @Test
    void aNameThatIsReservedAsUnknownHasNoAddress() {
        VendorReply reply = client.send(to(URI.create("http://vendor.invalid/")));
        // A resolver that does not answer in time is as good an outcome.
        assertThat(reply).isIn(new NoAnswer(Reason.UNKNOWN_HOST), new NoAnswer(Reason.TIMEOUT));
    }

    @Test
    void tlsToAServerThatSpeaksNoneFails() {
        vendor.behave(FaultServer.silence());
        URI address = URI.create(vendor.address().toString().replace("http:", "https:"));
        assertThat(client.send(to(address)))
                .isIn(new NoAnswer(Reason.TLS), new NoAnswer(Reason.CONNECTION_CLOSED), new NoAnswer(Reason.TIMEOUT));
    }

    @Test
    void privateAddressesAndPlainHttpAreRefusedBeforeConnecting() {
        try (VendorHttpClient strict = new VendorHttpClient(SHORT, new AddressRule(false))) {
            URI plain = vendor.address();
            URI secure = URI.create(plain.toString().replace("http:", "https:"));
            URI byName = URI.create("https://localhost:" + plain.getPort());
            for (URI address : new URI[] {plain, secure, byName, URI.create("https://[::1]:" + plain.getPort())}) {
                assertThat(strict.send(to(address))).isEqualTo(new NoAnswer(Reason.ADDRESS_NOT_ALLOWED));
            }
        }
        assertThat(vendor.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::1]",
                "[fe80::1]",
                "169.254.169.254",
                "[::ffff:169.254.169.254]",
                "[fd00:ec2::254]",
                "168.63.129.16",
                "[64:ff9b::a9fe:a9fe]"
            })
    void noWayToWriteAnInnerAddressLeadsThere(String host) {
        try (VendorHttpClient strict = new VendorHttpClient(SHORT, new AddressRule(false))) {
            URI address = URI.create("https://" + host + ":" + vendor.address().getPort() + "/");
            assertThat(strict.send(to(address))).isEqualTo(new NoAnswer(Reason.ADDRESS_NOT_ALLOWED));
        }
        assertThat(vendor.requests()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        vendor.behave(FaultServer.hang());
        Thread.currentThread().interrupt();
        assertThat(post()).isEqualTo(new NoAnswer(Reason.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptEndsAWaitThatHasBegun() throws Exception {
        HttpLimits patient = new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(30), 1000);
        vendor.behave(FaultServer.hang());
        try (VendorHttpClient waiting = new VendorHttpClient(patient, new AddressRule(true))) {
            CompletableFuture<VendorReply> reply = new CompletableFuture<>();
            Thread sender = new Thread(() -> reply.complete(waiting.send(to(vendor.address()))));
            sender.start();
            while (vendor.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            sender.interrupt();
            assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo(new NoAnswer(Reason.INTERRUPTED));
        }
    }

    @Test
    void noProxyIsAskedFor() {
        ProxySelector before = ProxySelector.getDefault();
        List<URI> asked = new CopyOnWriteArrayList<>();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException trouble) {
                // Nothing was a proxy.
            }
        });
        try {
            post();
        } finally {
            ProxySelector.setDefault(before);
        }
        int port = vendor.address().getPort();
        assertThat(asked).noneMatch(uri -> uri.getPort() == port);
    }

    @Test
    void nothingSecretIsInTheTextOfRequestOrAnswer() {
        VendorRequest request = to(vendor.address());
        assertThat(request.toString()).doesNotContain("k3y", "b0dy", "127.0.0.1");
        assertThat(new Answer(201, "s3cret".getBytes(StandardCharsets.UTF_8)).toString())
                .isEqualTo("Answer[201]");
    }
}
