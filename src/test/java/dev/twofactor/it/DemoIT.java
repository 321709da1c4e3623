package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that the README names first, from its start to its end. */
@Tag("beside")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {

    private static final String ADDRESS = "all@shop.example";
    private static final String APP_SECRET = "JBSWY3DPEHPK3PXP";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        assertThat(messages(null)).isEmpty();
        List<String> output = demo.output().stream().map(String::strip).toList();
        assertThat(output).containsSubsequence("The demo is up. End it with Ctrl-C.", "DEMO_READY");
        assertThat(output).anyMatch(line -> line.contains(demo.keycloakUrl() + "/realms/shop/account"));
        assertThat(output).anyMatch(line -> line.contains(demo.inboxUrl()));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @Order(2)
    @CsvSource({
        "sms, Text message, +14155550101",
        "email, Email, email@shop.example",
        "app, Text message, +14155550102",
        "app, Authenticator Application,",
        "all, Text message, +14155550103",
        "all, Email, all@shop.example",
        "all, Authenticator Application,"
    })
    void inABrowserEveryUserSignsInByEachMethod(String user, String method, String to) throws IOException {
        int before = messages(to).size();
        try (BrowserContext context = Chromium.newContext()) {
            com.microsoft.playwright.Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(demo.keycloakUrl(), "shop", "shop-web"));
            Chromium.signIn(page, new TestUser("", user, user, "", ""));
            page.waitForSelector("#code");
            if (page.isVisible("#try-another-way")) {
                page.click("#try-another-way");
                page.click("h2:has-text('" + method + "')");
                page.waitForSelector("#code");
            }
            String code = to == null ? Credentials.appCode(APP_SECRET) : code(to, before + 1);
            assertThat(page.textContent("body")).doesNotContain(to == null ? APP_SECRET : to);
            page.fill("#code", code);
            page.press("#code", "Enter");
            page.waitForURL(BrowserSession.APPLICATION + "**");

            assertThat(page.url()).contains("code=");
            if (to != null) {
                assertThat(String.join("\n", demo.output())).doesNotContain(code, "+14155550", "14155550");
            }
        }
    }

    @Test
    @Order(3)
    void inABrowserOneChoosesAmongAllMethods() throws IOException {
        int before = messages(ADDRESS).size();
        try (BrowserContext context = Chromium.newContext()) {
            com.microsoft.playwright.Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(demo.keycloakUrl(), "shop", "shop-web"));
            Chromium.signIn(page, new TestUser("", "all", "all", "", ADDRESS));
            page.click("#try-another-way");
            page.waitForSelector("text=to +1 ••• ••• ••03");
            Chromium.picture(page, "sign-in-methods");
            page.click("text=Authenticator Application");
            page.waitForSelector("#code");
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "sign-in-app");
            page.click("#try-another-way");
            page.click("h2:has-text('Email')");
            page.fill("#code", code(ADDRESS, before + 1));
            page.click("#two-factor-verify");
            page.waitForURL(BrowserSession.APPLICATION + "**");

            assertThat(page.url()).contains("code=");
        }
    }

    @Test
    @Order(4)
    void userWithoutAMethodSignsInWithThePasswordAlone() {
        assertThat(password(BrowserSession.fresh(), "none").isSignedIn()).isTrue();
    }

    @Test
    @Order(5)
    void aTrustedBrowserIsListedAndTrustIsTakenAwayAgain() throws IOException {
        String address = "email@shop.example";
        int before = messages(address).size();
        SignIn browser = new SignIn(BrowserSession.fresh(), demo.keycloakUrl(), "shop");
        password(browser.browser(), "email");
        assertThat(TrustKit.tick(browser, code(address, before + 1)).isSignedIn())
                .isTrue();
        TrustKit.forgetSession(browser);
        assertThat(password(browser.browser(), "email").isSignedIn()).isTrue();

        TrustKit.forgetSession(browser);
        browser.browser()
                .get(BrowserSession.loginAddress(demo.keycloakUrl(), "shop", "shop-web")
                        + "&kc_action=two-factor-settings");
        browser.page().submit(Map.of("username", "email", "password", "email"));
        Page list = browser.code(code(address, before + 2));
        assertThat(list.text()).contains("Trusted devices", "This browser");
        assertThat(list.press("Trust none of them").notices()).contains("No browser is trusted any longer.");

        TrustKit.forgetSession(browser);
        assertThat(password(browser.browser(), "email").isCodePage()).isTrue();
    }

    @Test
    @Order(6)
    void theAccountConsoleHasAPageForSecondFactors() {
        try (BrowserContext context = Chromium.newContext()) {
            com.microsoft.playwright.Page page = context.newPage();
            page.setViewportSize(1280, 900);
            page.navigate(demo.keycloakUrl() + "/realms/shop/account/account-security/signing-in");
            Chromium.signIn(page, new TestUser("", "none", "none", "", ""));
            page.locator("nav").getByText("Two-factor authentication").click();

            PlaywrightAssertions.assertThat(page.locator("#two-factor-page h1")).hasText("Two-factor authentication");
            PlaywrightAssertions.assertThat(page.locator("#two-factor-add")).isVisible();
        }
    }

    @Test
    @Order(7)
    void terminationLeavesNoProcessAndNoPortBehind() {
        List<ProcessHandle> processes = demo.processes();
        assertThat(processes).hasSizeGreaterThan(1);

        assertThat(demo.terminate()).isTrue();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        demo.ports().forEach(port -> assertThatCode(() -> listenOnce(port)).doesNotThrowAnyException());
    }

    private static Page password(BrowserSession browser, String user) {
        return browser.get(BrowserSession.loginAddress(demo.keycloakUrl(), "shop", "shop-web"))
                .submit(Map.of("username", user, "password", user));
    }

    private static String code(String to, int number) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (messages(to).size() < number && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(messages(to).size()).isEqualTo(number);
        return SentCodes.in(messages(to).path(number - 1).path("text").asText()).orElseThrow();
    }

    private static JsonNode messages(String to) throws IOException {
        String query = to == null ? "" : "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        return new ObjectMapper()
                .readTree(BrowserSession.fresh()
                        .get(demo.inboxUrl() + "/api/messages" + query)
                        .body());
    }

    private static void listenOnce(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
