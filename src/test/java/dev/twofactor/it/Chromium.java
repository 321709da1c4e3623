package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium without the windows that nobody looks at, which would take more than half of its processor time; started once for all
 * browser tests. Use it from the thread of the tests only.
 */
final class Chromium {

    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium-headless-shell");

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage");

    /** As long as the other clients of the tests have: a page waits for answers of the server, and often for several. */
    private static final int PATIENCE_MILLIS = 60_000;

    private static Browser browser;

    private Chromium() {}

    /** A clean profile of its own, in English, as wide as a small laptop; close it after the test. */
    static BrowserContext newContext() {
        return newContext(new Browser.NewContextOptions().setViewportSize(1024, 768));
    }

    /** The same as the caller wants it: language, colour scheme, size, no JavaScript. */
    static BrowserContext newContext(Browser.NewContextOptions options) {
        BrowserContext context = browser().newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            if (!Files.isExecutable(EXECUTABLE)) {
                throw new IllegalStateException(
                        "No Chromium: run apt-get install chromium-headless-shell (browser tests are never skipped)");
            }
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(EXECUTABLE)
                            .setHeadless(true)
                            .setArgs(flags()));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "stop-chromium"));
        }
        return browser;
    }

    /** Of all contexts that are open now; none when no test has used the browser yet. */
    static synchronized List<Page> openPages() {
        return browser == null
                ? List.of()
                : browser.contexts().stream()
                        .flatMap(context -> context.pages().stream())
                        .toList();
    }

    // Nothing listens at the application's address: what stands in for it does so elsewhere.
    private static List<String> flags() {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("--host-resolver-rules=MAP "
                + URI.create(BrowserSession.APPLICATION).getAuthority() + " 127.0.0.1:" + SignedInApplication.start());
        return flags;
    }

    /** Types name and password into the login page and presses Sign In. */
    static void signIn(Page page, TestUser user) {
        signIn(page, user.name(), user.password());
    }

    /** The same for somebody who is no test user. */
    static void signIn(Page page, String name, String password) {
        page.fill("#username", name);
        page.fill("#password", password);
        // Keycloak's script must see the form leave, or it looks for a session meanwhile and breaks the sign-in off.
        page.waitForLoadState();
        page.click("#kc-login");
    }

    /** Takes a picture: into docs/images with {@code -Dpictures=true}, else into target/pictures. */
    static void picture(Page page, String name) {
        Path folder = Path.of(Boolean.getBoolean("pictures") ? "docs/images" : "target/pictures");
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }

    /** In the page itself: without frames of other hosts nothing needs the second page that axe opens otherwise, which takes longer than all else. */
    static AxeBuilder axe(Page page) {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    /** Fails with the rule's name and the elements where axe finds something that shuts people out. */
    static void assertNoAxeViolations(Page page) {
        List<Rule> violations = axe(page).analyze().getViolations();
        assertThat(violations)
                .as(
                        "axe: %s",
                        violations.stream()
                                .map(rule -> rule.getId() + " " + rule.getNodes())
                                .toList())
                .isEmpty();
    }
}
