package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The command that the README names first, from its start to its end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {

    private static final String PHONE = "+14155550101";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static DemoProcess demo;

    @BeforeAll
    static void start() throws IOException {
        demo = DemoProcess.start();
    }

    @AfterAll
    static void end() {
        demo.close();
    }

    @Test
    @Order(1)
    void startsWithAnEmptyInboxAndSaysReadyLast() throws IOException {
        assertThat(messages()).isEmpty();
        List<String> output = demo.output().stream().map(String::strip).toList();
        assertThat(output).containsSubsequence("The demo is up. End it with Ctrl-C.", "DEMO_READY");
        assertThat(output).anyMatch(line -> line.contains(demo.keycloakUrl() + "/realms/shop/account"));
        assertThat(output).anyMatch(line -> line.contains(demo.inboxUrl()));
    }

    @Test
    @Order(2)
    void passwordAndTextedCodeSignIn() throws IOException {
        BrowserSession browser = BrowserSession.fresh();
        Page code = password(browser, "sms");
        assertThat(code.isCodePage()).isTrue();
        assertThat(code.text()).doesNotContain("5550101");

        String texted = awaitCode();
        assertThat(code.submit(Map.of("code", texted)).isSignedIn()).isTrue();
        assertThat(String.join("\n", demo.output())).doesNotContain(texted, PHONE, PHONE.substring(1));
    }

    @Test
    @Order(3)
    void userWithoutAMethodSignsInWithThePasswordAlone() {
        assertThat(password(BrowserSession.fresh(), "none").isSignedIn()).isTrue();
    }

    @Test
    @Order(4)
    void authenticatorAppIsAskedForItsCode() {
        Page page = password(BrowserSession.fresh(), "app");
        assertThat(page.isSignedIn()).isFalse();
        assertThat(page.offersAnotherWay()).isTrue();
    }

    @Test
    @Order(5)
    void terminationLeavesNoProcessAndNoPortBehind() {
        List<ProcessHandle> processes = demo.processes();
        assertThat(processes).hasSizeGreaterThan(1);

        assertThat(demo.terminate()).isTrue();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        demo.ports().forEach(port -> assertThatCode(() -> listenOnce(port)).doesNotThrowAnyException());
    }

    private static Page password(BrowserSession browser, String user) {
        String address = demo.keycloakUrl() + "/realms/shop/protocol/openid-connect/auth?client_id=shop-web"
                + "&response_type=code&scope=openid&redirect_uri="
                + URLEncoder.encode(BrowserSession.APPLICATION, StandardCharsets.UTF_8);
        return browser.get(address).submit(Map.of("username", user, "password", user));
    }

    private static String awaitCode() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode messages = messages();
        while (messages.isEmpty() && System.nanoTime() < deadline) {
            messages = messages();
        }
        assertThat(messages.path(0).path("to").asText()).isEqualTo(PHONE);
        return SentCodes.in(messages.path(0).path("text").asText()).orElseThrow();
    }

    private static JsonNode messages() throws IOException {
        return new ObjectMapper()
                .readTree(BrowserSession.fresh()
                        .get(demo.inboxUrl() + "/api/messages")
                        .body());
    }

    private static void listenOnce(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
