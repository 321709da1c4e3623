package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.gateway.transport.VendorReply.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that stand are used again, and no answer is ever taken for another one's. */
class KeptConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpLimits LIMITS = new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 1000);

    private final VendorHttpClient client = new VendorHttpClient(LIMITS, new AddressRule(true));
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final IdleConnections idle = new IdleConnections(now::get);
    private KeptVendor vendor;

    @AfterEach
    void close() {
        client.close();
        vendor.close();
    }

    private void vendor(IntFunction<String> answers) throws IOException {
        vendor = new KeptVendor(answers);
    }

    private String post() {
        return text(client.send(request()));
    }

    private static String text(VendorReply reply) {
        return reply instanceof Answer answer ? new String(answer.body(), StandardCharsets.UTF_8) : "no answer";
    }

    private VendorRequest request() {
        return new VendorRequest(vendor.address(), Map.of(), "b0dy");
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void theNextRequestGoesOverTheSameConnection() throws IOException {
        vendor(number -> KeptVendor.answer("answer " + number));
        assertThat(List.of(post(), post(), post())).containsExactly("answer 1", "answer 2", "answer 3");
        assertThat(vendor.connections()).isOne();
    }

    @Test
    void theNextRequestOverTlsDoesSoToo(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost", folder);
        SSLSocketFactory trusted = certificate.trusted().getSocketFactory();
        vendor = new KeptVendor(certificate.listen(), number -> KeptVendor.answer("answer " + number));
        VendorRequest request = new VendorRequest(URI.create("https://localhost:" + vendor.port()), Map.of(), "b0dy");
        try (VendorHttpClient safe =
                new VendorHttpClient(LIMITS, new AddressRule(true), InetAddress::getAllByName, () -> trusted)) {
            assertThat(List.of(text(safe.send(request)), text(safe.send(request)), text(safe.send(request))))
                    .containsExactly("answer 1", "answer 2", "answer 3");
        }
        assertThat(vendor.connections()).isOne();
    }

    @Test
    void aChunkedAnswerIsReadToItsEnd() throws IOException {
        vendor(number ->
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nd" + number + "\r\n0\r\n\r\n");
        assertThat(List.of(post(), post())).containsExactly("abcd1", "abcd2");
        assertThat(vendor.connections()).isOne();
    }

    @Test
    void aConnectionThatTheVendorEndsIsNotUsedAgain() throws IOException {
        vendor(number -> KeptVendor.answer("answer " + number, "Connection: close\r\n"));
        assertThat(List.of(post(), post())).containsExactly("answer 1", "answer 2");
        assertThat(vendor.connections()).isEqualTo(2);
    }

    @Test
    void aVendorWhoHungUpMeanwhileIsCalledAgain() throws IOException {
        vendor(number -> KeptVendor.answer("answer " + number));
        post();
        vendor.hangUp();
        assertThat(post()).isEqualTo("answer 2");
        assertThat(vendor.connections()).isEqualTo(2);
    }

    @Test
    void whatNobodyAskedForIsNobodysAnswer() throws IOException {
        vendor(number -> KeptVendor.answer("answer " + number) + (number == 1 ? KeptVendor.answer("forged") : ""));
        assertThat(List.of(post(), post())).containsExactly("answer 1", "answer 2");
        assertThat(vendor.connections()).isEqualTo(2);
    }

    @Test
    void aClientThatIsClosedHangsUp() throws IOException {
        vendor(number -> KeptVendor.answer("answer " + number));
        post();
        assertThat(vendor.open()).isOne();
        client.close();
        until(() -> vendor.open() == 0);
        assertThat(post()).isEqualTo("no answer");
    }

    @Test
    void whatHasWaitedForHalfAMinuteIsHungUp() throws Exception {
        vendor(number -> KeptVendor.answer("answer " + number));
        idle.giveBack(origin(), used());
        now.addAndGet(IdleConnections.KEPT.toNanos());
        VendorConnection taken = idle.take(origin());
        assertThat(taken).isNotNull();
        idle.giveBack(origin(), taken);
        now.addAndGet(IdleConnections.KEPT.toNanos() + 1);
        assertThat(idle.take(origin())).isNull();
        until(() -> vendor.open() == 0);
    }

    @Test
    void noMoreWaitThanThereMay() throws Exception {
        vendor(number -> KeptVendor.answer("answer " + number));
        List<VendorConnection> all = new ArrayList<>();
        for (int i = 0; i <= IdleConnections.MOST; i++) {
            all.add(used());
        }
        all.forEach(connection -> idle.giveBack(origin(), connection));
        until(() -> vendor.open() == IdleConnections.MOST);
        // The last one in is the first out: it is the least likely to be hung up.
        assertThat(idle.take(origin())).isSameAs(all.get(IdleConnections.MOST));
        idle.close();
        until(() -> vendor.open() == 1);
    }

    @Test
    void whatLeadsElsewhereIsNotTaken() throws Exception {
        vendor(number -> KeptVendor.answer("answer " + number));
        idle.giveBack(origin(), used());
        Origin here = origin();
        assertThat(idle.take(new Origin(true, here.host(), here.port()))).isNull();
        assertThat(idle.take(new Origin(false, "localhost", here.port()))).isNull();
        assertThat(idle.take(new Origin(false, here.host(), here.port() - 1))).isNull();
        assertThat(idle.take(here)).isNotNull();
    }

    private Origin origin() {
        return Origin.of(vendor.address());
    }

    private VendorConnection used() throws Exception {
        Connector connector = new Connector(LIMITS.connect(), () -> {
            throw new AssertionError("no TLS is asked for");
        });
        Deadline deadline = Deadline.in(LIMITS.total());
        VendorConnection connection =
                connector.connect(origin(), new InetAddress[] {InetAddress.getLoopbackAddress()}, deadline);
        connection.exchange(request(), deadline, LIMITS.maxAnswerBytes());
        return connection;
    }
}
