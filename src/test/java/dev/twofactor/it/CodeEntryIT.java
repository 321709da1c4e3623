package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a code gets into its field: typed, pasted, filled in, taken from the text message; and when it is sent by itself. */
class CodeEntryIT {

    // That a page sends nothing by itself shows only after it had the time to; a script of ours waits for nothing.
    private static final int A_MOMENT = 300;

    private static TestRealm realm;

    private final BrowserContext context = Chromium.newContext();
    private final Page page = context.newPage();
    private final String phone = PhoneNumbers.next();
    private final TestUser user =
            realm.newUser(phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()));
    private final CodeInbox inbox = new CodeInbox(phone);

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void close() {
        context.close();
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void theLastDigitSendsTheCodeAsThePageSays() {
        open();
        PlaywrightAssertions.assertThat(page.getByText("sent as soon as it is complete"))
                .isVisible();
        assertThat(page.getAttribute("#code", "aria-describedby")).isEqualTo("two-factor-sends-itself");

        page.keyboard().type(inbox.code(1).substring(0, 5));
        page.waitForTimeout(A_MOMENT);
        assertThat(page.isVisible("#code")).isTrue();
        page.keyboard().type(inbox.code(1).substring(5));

        assertSignedIn();
    }

    @Test
    void whoPressesEnterAsWellHasTypedOneCode() {
        open();
        page.keyboard().type(inbox.wrongCode(1));
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("#input-error-code")).containsText("did not work");

        assertThat(Rows.evaluations(user)).isEqualTo(1);
    }

    @Test
    void whoTabbedAwayAndCameBackSendsTheCodeHimself() {
        open();
        page.keyboard().press("Tab");
        page.keyboard().press("Shift+Tab");
        page.keyboard().type(inbox.code(1));
        page.waitForTimeout(A_MOMENT);

        PlaywrightAssertions.assertThat(page.locator("#code")).hasValue(inbox.code(1));
        page.keyboard().press("Enter");
        assertSignedIn();
    }

    @Test
    void whereABoxWaitsToBeTickedNothingIsSentByItself() {
        TestRealm trusting = TrustKit.realm();
        TestUser other = trusting.newUser();
        page.navigate(BrowserSession.loginAddress(trusting.name(), "web"));
        Chromium.signIn(page, other);
        page.waitForSelector("#code");
        awaitScript();
        page.keyboard().type(new CodeInbox(other.phone()).code(1));
        page.waitForTimeout(A_MOMENT);

        assertThat(page.isVisible("#two-factor-sends-itself")).isFalse();
        page.check("#trustDevice");
        page.click("#two-factor-verify");
        assertSignedIn();
        assertThat(TrustKit.devices(other)).isEqualTo(1);
    }

    @Test
    void aPastedCodeIsTakenWithTheSpacesThatCameWithIt() {
        context.grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));
        open();
        String code = inbox.code(1);
        page.evaluate(
                "text => navigator.clipboard.writeText(text)", " " + code.substring(0, 3) + " " + code.substring(3));
        page.keyboard().press("Control+V");

        assertSignedIn();
    }

    @Test
    void whatAProgramFillsInIsNotSentBehindThePersonsBack() {
        open();
        page.fill("#code", inbox.code(1));
        page.waitForTimeout(A_MOMENT);

        assertThat(page.inputValue("#code")).isEqualTo(inbox.code(1));
    }

    @Test
    void theBrowserTakesTheCodeOutOfTheTextMessage() {
        page.addInitScript("window.OTPCredential = class {};"
                + "navigator.credentials.get = options => { window.asked = options.otp;"
                + " return new Promise(done => { window.arrive = code => done({ code }) }) };");
        open();
        assertThat(page.evaluate("window.asked").toString()).isEqualTo("{transport=[sms]}");
        page.evaluate("code => window.arrive(code)", inbox.code(1));

        assertSignedIn();
    }

    @Test
    void theCountdownIsReadOutAtItsEndOnly() {
        page.clock().install();
        open();
        assertThat(page.locator("#two-factor-wait").getAttribute("role")).isNull();
        assertThat(page.evaluate("document.getElementById('two-factor-wait').closest('[aria-live],[role=status]')"))
                .isNull();
        PlaywrightAssertions.assertThat(page.locator("#two-factor-wait-over")).isEmpty();
        page.clock().runFor(31_000);

        PlaywrightAssertions.assertThat(page.locator("#two-factor-wait-over")).hasText("You can send a new code now.");
        assertThat(page.getAttribute("#two-factor-wait-over", "role")).isEqualTo("status");
    }

    @Test
    void byKeyboardAloneAPersonTakesAnotherWay() {
        open();
        inbox.code(1);
        page.focus("#try-another-way");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("#two-factor-ways button").first())
                .isFocused();
        page.keyboard().press("Enter");
        page.waitForSelector("text=by email to");
        awaitScript();

        page.keyboard().type(new CodeInbox(user.address()).code(1));
        assertSignedIn();
    }

    private void open() {
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
        page.waitForSelector("#code");
        PlaywrightAssertions.assertThat(page.locator("#code")).isFocused();
        awaitScript();
    }

    // A module runs before the page has loaded; what is typed earlier than that, the person sends.
    private void awaitScript() {
        page.waitForLoadState();
    }

    private void assertSignedIn() {
        page.waitForURL(BrowserSession.APPLICATION + "**");
        assertThat(page.url()).contains("code=");
    }
}
