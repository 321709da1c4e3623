package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docker compose up}: the demo's story in containers, on PostgreSQL. */
@Tag("container")
class ComposeIT {

    private static ContainerDemo demo;

    @BeforeAll
    static void start() throws IOException {
        demo = ContainerDemo.start();
    }

    @AfterAll
    static void end() {
        if (demo != null) {
            demo.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sms, +14155550101", "email, email@shop.example"})
    void inABrowserPeopleSignInByTextMessageAndByEmail(String user, String to) {
        try (BrowserContext context = Chromium.newContext()) {
            com.microsoft.playwright.Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(demo.keycloakUrl(), "shop", "shop-web"));
            Chromium.signIn(page, new TestUser("", user, user, "", ""));
            page.waitForSelector("#code");
            String code = code(to);
            page.fill("#code", code);
            page.press("#code", "Enter");
            page.waitForURL(BrowserSession.APPLICATION + "**");

            assertThat(page.url()).contains("code=");
            assertThat(demo.logs()).doesNotContain(code, to);
        }
    }

    private static String code(String to) {
        Waiting.until(() -> !messages(to).isEmpty());
        return SentCodes.in(messages(to).path(0).path("text").asText()).orElseThrow();
    }

    private static JsonNode messages(String to) {
        String query = "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        try {
            return new ObjectMapper()
                    .readTree(BrowserSession.fresh()
                            .get(demo.inboxUrl() + "/api/messages" + query)
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
