package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code page in a real browser, with its script. */
class CodePageIT {

    /**
     * Marks the page from each question to the server until its script has read the answer and set its next timer: what
     * follows the last {@code await} here runs before anything that a test asks of the page.
     */
    private static final String MARK_OPEN_QUESTIONS =
            """
            {
              const ask = window.fetch;
              const mark = (open) => document.documentElement.toggleAttribute("data-open-question", open);
              window.fetch = async (...question) => {
                mark(true);
                try {
                  const answer = await ask(...question);
                  if (answer.ok) {
                    const words = await answer.json();
                    answer.json = async () => words;
                  }
                  return answer;
                } finally {
                  mark(false);
                }
              };
            }
            """;

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create(file -> file.put("displayName", "Acme Shop"));
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aPersonSignsInWithPasswordAndTextedCode() {
        TestUser user = realm.newUser();
        try (BrowserContext context = Chromium.newContext()) {
            Page page = codePage(context, realm, user);
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "sign-in-code");
            page.fill("#code", new CodeInbox(user.phone()).wrongCode(1));
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#input-error-code")).containsText("did not work");
            PlaywrightAssertions.assertThat(page.locator("#code")).isFocused();
            assertThat(page.locator("#code").getAttribute("aria-invalid")).isEqualTo("true");
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "sign-in-code-wrong");
            page.fill("#code", new CodeInbox(user.phone()).code(1));
            page.click("#two-factor-verify");
            page.waitForURL(BrowserSession.APPLICATION + "**");

            assertThat(page.url()).contains("code=");
        }
    }

    @Test
    void theInboxShowsTheText() {
        TestUser user = realm.newUser();
        try (BrowserContext context = Chromium.newContext()) {
            codePage(context, realm, user);
            String code = new CodeInbox(user.phone()).code(1);
            Page inbox = context.newPage();
            inbox.navigate(TestKeycloak.shared().inbox().url());

            PlaywrightAssertions.assertThat(inbox.locator("body")).containsText(code);
            Chromium.assertNoAxeViolations(inbox);
            Chromium.picture(inbox, "inbox");
        }
    }

    @Test
    void theMailShowsTheCodeOnceAndBig() {
        Method email = Method.EMAIL;
        TestUser user = email.newUser(realm);
        try (BrowserContext context = Chromium.newContext()) {
            codePage(context, realm, user);
            CodeInbox inbox = new CodeInbox(email.destination(user));
            Page mail = context.newPage();
            mail.setContent(inbox.message(1).html());

            PlaywrightAssertions.assertThat(mail.locator("body")).containsText(inbox.code(1));
            mail.setViewportSize(720, 560);
            Chromium.picture(mail, "mail");
        }
    }

    @Test
    void theInputIsMadeForAutofillPasteAndNumberPads() {
        TestUser user = realm.newUser();
        try (BrowserContext context = Chromium.newContext()) {
            Locator input = codePage(context, realm, user).locator("#code");

            assertThat(input.count()).isEqualTo(1);
            assertThat(input.getAttribute("autocomplete")).isEqualTo("one-time-code");
            assertThat(input.getAttribute("inputmode")).isEqualTo("numeric");
            assertThat(input.getAttribute("type")).isEqualTo("text");
        }
    }

    @Test
    void theCountdownRunsAndThenTheButtonSendsOneMoreForADoubleClick() {
        TestUser user = realm.newUser();
        CodeInbox inbox = new CodeInbox(user.phone());
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            page.clock().install();
            toCodePage(page, realm, user);
            PlaywrightAssertions.assertThat(page.locator("#two-factor-resend")).isDisabled();
            PlaywrightAssertions.assertThat(page.locator("#two-factor-wait")).containsText("seconds");
            inbox.awaitSettled(user);
            TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
            page.clock().runFor(31_000);
            PlaywrightAssertions.assertThat(page.locator("#two-factor-resend")).isEnabled();

            page.locator("#two-factor-resend").dblclick();
            inbox.message(2);
            page.waitForLoadState();

            PlaywrightAssertions.assertThat(page.locator("#code")).isVisible();
            assertThat(inbox.count()).isEqualTo(2);
        }
    }

    @Test
    void backReloadAndASecondTabSendNothing() {
        TestUser user = realm.newUser();
        CodeInbox inbox = new CodeInbox(user.phone());
        try (BrowserContext context = Chromium.newContext()) {
            Page page = codePage(context, realm, user);
            inbox.message(1);
            page.reload();
            page.goBack();
            page.goForward();
            Page second = codePage(context, realm, user);
            second.fill("#code", inbox.code(1));
            second.click("#two-factor-verify");
            second.waitForURL(BrowserSession.APPLICATION + "**");

            assertThat(inbox.count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak.v2", "keycloak"})
    void withoutScriptThePageWorksAllTheSameInBothThemes(String theme) {
        TestRealm themed = TestRealm.create(file -> file.put("loginTheme", theme));
        TestUser user = themed.newUser();
        try (BrowserContext context =
                Chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = codePage(context, themed, user);
            Chromium.picture(page, "code-without-script-" + theme);
            page.fill("#code", new CodeInbox(user.phone()).code(1));
            page.click("#two-factor-verify");
            page.waitForURL(BrowserSession.APPLICATION + "**");

            assertThat(page.url()).contains("code=");
        }
    }

    @Test
    void theStatusIsAskedForLessAndLessOftenAndNotForEver() {
        TestUser user = realm.newUser();
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            page.clock().install();
            page.addInitScript(MARK_OPEN_QUESTIONS);
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> {
                if (request.url().contains("/two-factor-delivery/status/")) {
                    asked.add(request.method());
                }
            });
            toCodePage(page, realm, user);
            new CodeInbox(user.phone()).awaitSettled(user);

            pass(page, 10, 1_000);
            assertThat(asked).hasSizeBetween(3, 7).containsOnly("GET");
            pass(page, 20, 15_000);
            int all = asked.size();
            assertThat(all).isBetween(10, 16);
            pass(page, 5, 15_000);
            assertThat(asked).hasSize(all);
        }
    }

    // Each question is answered before the browser's clock goes on, however long the server takes.
    private static void pass(Page page, int times, int millis) {
        for (int i = 0; i < times; i++) {
            page.clock().runFor(millis);
            PlaywrightAssertions.assertThat(page.locator("html[data-open-question]"))
                    .hasCount(0);
        }
    }

    private static Page codePage(BrowserContext context, TestRealm realm, TestUser user) {
        Page page = context.newPage();
        toCodePage(page, realm, user);
        return page;
    }

    private static void toCodePage(Page page, TestRealm realm, TestUser user) {
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
        page.waitForSelector("#code");
    }
}
