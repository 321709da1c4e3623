package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cookie of a trusted browser at a server that speaks http and https, and stands behind a proxy that ends TLS. */
@Tag("beside")
@Order(Integer.MAX_VALUE - 39)
class TrustOverTlsIT {

    private static final Path KEYS = Path.of("target/keycloak/tls.p12").toAbsolutePath();
    private static final String PASSWORD = "of-this-run-only";
    private static final Pattern SESSION = Pattern.compile("(KEYCLOAK_|AUTH_SESSION|KC_).*");

    private static KeycloakServer server;
    private static String https;
    private static TlsProxy proxy;
    private static TestRealm realm;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        makeCertificate();
        TestKeycloak shared = TestKeycloak.shared();
        shared.database().createDatabase("tls");
        int port = FreePort.next();
        https = "https://localhost:" + port;
        // No hostname: as in many set-ups, the address that people see is what the proxy says.
        server = KeycloakServer.of(TestKeycloak.distribution())
                .database(shared.database().jdbcUrl("tls"), "postgres", "any")
                .options(
                        "--proxy-headers=xforwarded",
                        "--https-port=" + port,
                        "--https-key-store-file=" + KEYS,
                        "--https-key-store-password=" + PASSWORD,
                        "--spi-two-factor--default--allow-private-addresses=true",
                        "--log-level=info,dev.twofactor:debug")
                .folder(Path.of("target/keycloak/tls"))
                .build()
                .start();
        proxy = TlsProxy.before(server.url(), KEYS, PASSWORD);
        realm = TrustKit.offering(TestRealm.createOn(server.url()));
    }

    private static void makeCertificate() throws IOException, InterruptedException {
        Files.createDirectories(KEYS.getParent());
        Files.deleteIfExists(KEYS);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "7",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        KEYS.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.stop();
    }

    @Test
    void byHttpTheCookieIsNotSecure() {
        assertTrusts(server.url(), false);
    }

    @Test
    void byHttpsItIsSecure() {
        assertTrusts(https, true);
    }

    @Test
    void behindAProxyThatEndsTlsItIsSecureToo() {
        assertTrusts(proxy.url(), true);
    }

    private static void assertTrusts(String address, boolean secure) {
        TestUser user = realm.newUser();
        try (BrowserContext context = Chromium.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))) {
            Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(address, realm.name(), "web"));
            Chromium.signIn(page, user);
            page.fill("#code", new CodeInbox(user.phone()).code(1));
            page.check("#trustDevice");
            page.click("#two-factor-verify");
            page.waitForURL(BrowserSession.APPLICATION + "**");

            Cookie given = cookie(context, address);
            assertThat(given.secure).isEqualTo(secure);
            assertAttributes(given);

            context.clearCookies(new BrowserContext.ClearCookiesOptions().setName(SESSION));
            page.navigate(BrowserSession.loginAddress(address, realm.name(), "web"));
            Chromium.signIn(page, user);
            page.waitForURL(BrowserSession.APPLICATION + "**");

            Cookie renewed = cookie(context, address);
            assertThat(renewed.value).isNotEqualTo(given.value);
            assertThat(renewed.secure).isEqualTo(secure);
            assertAttributes(renewed);
        }
    }

    private static void assertAttributes(Cookie cookie) {
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
        assertThat(cookie.path).isEqualTo("/realms/" + realm.name() + "/");
    }

    private static Cookie cookie(BrowserContext context, String address) {
        List<Cookie> all = context.cookies(address + "/realms/" + realm.name() + "/").stream()
                .filter(cookie -> cookie.name.startsWith("TWO_FACTOR_TRUST_"))
                .toList();
        assertThat(all).hasSize(1);
        Secrets.remember(all.get(0).value);
        return all.get(0);
    }
}
