package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Managing second factors in Keycloak's own Account Console, in a real browser. */
class AccountConsoleIT {

    private final TestRealm realm = TestRealm.create(file -> file.put("displayName", "Acme Shop"));
    private final TestUser user = realm.newUserWithoutPhone();
    private final String phone = PhoneNumbers.next();
    private final String address = MailAddresses.next();
    private final CodeInbox texts = new CodeInbox(phone);
    private final CodeInbox mails = new CodeInbox(address);

    @Test
    void aPersonAddsAPhoneAnAddressAndAnAppSignsInByEachDeletesOneAndAddsItAgain() {
        try (BrowserContext context = Chromium.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900))) {
            Page page = context.newPage();
            page.navigate(console());
            Chromium.signIn(page, user);
            picture(page, "account-signing-in-empty");

            addPhone(page);
            addAddress(page);
            String secret = addApp(page);
            picture(page, "account-signing-in");

            signInByEach(secret);
            deletePhone(page);
            addPhoneAgain(page);
        }
    }

    @Test
    void thePersonChoosesAmongTheMethods() {
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(realm.name(), "web") + "&kc_action=two-factor-enroll");
            Chromium.signIn(page, user);
            page.waitForSelector("#two-factor-choose-sms");
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "enroll-choose");
            page.click("#two-factor-choose-sms");
            page.waitForSelector("#phoneNumber");
            page.click("#two-factor-choose");

            PlaywrightAssertions.assertThat(page.locator("#two-factor-choose-sms"))
                    .isVisible();
        }
    }

    private void addPhone(Page page) {
        setUp(page, "Text message");
        page.waitForSelector("#phoneNumber");
        Chromium.assertNoAxeViolations(page);
        page.selectOption("#country", "US");
        page.locator("#phoneNumber").pressSequentially(phone.substring(2));
        assertThat(page.inputValue("#phoneNumber"))
                .isEqualTo("(%s) %s-%s".formatted(phone.substring(2, 5), phone.substring(5, 8), phone.substring(8)));
        Chromium.picture(page, "enroll-phone");
        page.click("#two-factor-send");
        page.waitForSelector("#code");
        texts.awaitSettled(user);
        page.reload();
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "enroll-code");
        page.fill("#code", texts.wrongCode(1));
        page.click("#two-factor-verify");
        PlaywrightAssertions.assertThat(page.locator("#input-error-code")).containsText("did not work");
        page.fill("#code", texts.code(1));
        page.click("#two-factor-verify");
        PlaywrightAssertions.assertThat(row(page, "Text message to ••• " + phone.substring(10)))
                .isVisible();
    }

    private void addAddress(Page page) {
        setUp(page, "Email");
        page.waitForSelector("#emailAddress");
        Chromium.assertNoAxeViolations(page);
        PlaywrightAssertions.assertThat(page.locator("#emailAddress")).hasValue(user.name() + "@test.example");
        page.fill("#emailAddress", "nobody");
        page.click("#two-factor-send");
        PlaywrightAssertions.assertThat(page.locator("#input-error-emailAddress"))
                .containsText("not an email address");
        Chromium.assertNoAxeViolations(page);
        page.fill("#emailAddress", address);
        Chromium.picture(page, "enroll-email");
        page.click("#two-factor-send");
        page.waitForSelector("#code");
        page.fill("#code", mails.code(1));
        page.click("#two-factor-verify");
        PlaywrightAssertions.assertThat(row(page, "Email to a•••@m•••.example")).isVisible();
    }

    private String addApp(Page page) {
        setUp(page, "Authenticator application");
        String secret = page.locator("#totpSecret").getAttribute("value");
        page.fill("#totp", Credentials.appCode(secret));
        page.fill("#userLabel", "My app");
        page.click("#saveTOTPBtn");
        PlaywrightAssertions.assertThat(row(page, "My app")).isVisible();
        return secret;
    }

    private void signInByEach(String secret) {
        int textsBefore = texts.codes();
        int mailsBefore = mails.codes();
        SignIn byPhone = realm.signIn();
        dev.twofactor.it.Page first = byPhone.password(user);
        assertThat(first.tryAnotherWay().methods()).hasSize(3);
        byPhone.page().method("Text message");
        assertThat(byPhone.code(texts.code(textsBefore + 1)).isSignedIn()).isTrue();

        SignIn byMail = realm.signIn();
        byMail.password(user).tryAnotherWay().method("Email");
        assertThat(byMail.code(mails.code(mailsBefore + 1)).isSignedIn()).isTrue();

        // The code that was typed when setting up is used; Keycloak takes the next one half a minute early.
        SignIn byApp = realm.signIn();
        byApp.password(user).tryAnotherWay().method("Authenticator");
        assertThat(byApp.code(Credentials.appCode(secret, Duration.ofSeconds(30)))
                        .isSignedIn())
                .isTrue();
    }

    private void deletePhone(Page page) {
        row(page, "Text message to ").locator("[data-testrole=remove]").click();
        page.click("#kc-accept");
        PlaywrightAssertions.assertThat(row(page, "Email to ")).isVisible();
        PlaywrightAssertions.assertThat(row(page, "Text message to ")).hasCount(0);
    }

    private void addPhoneAgain(Page page) {
        int before = texts.codes();
        setUp(page, "Text message");
        page.waitForSelector("#phoneNumber");
        page.fill("#phoneNumber", phone);
        page.click("#two-factor-send");
        page.waitForSelector("#code");
        page.fill("#code", texts.code(before + 1));
        page.click("#two-factor-verify");
        PlaywrightAssertions.assertThat(row(page, "Text message to ••• " + phone.substring(10)))
                .isVisible();
    }

    // The list of methods is longer than a laptop's screen.
    private static void picture(Page page, String name) {
        settled(page).setViewportSize(1280, 1500);
        Chromium.picture(page, name);
        page.setViewportSize(1280, 900);
    }

    private static void setUp(Page page, String name) {
        settled(page)
                .locator("button:visible", new Page.LocatorOptions().setHasText("Set up " + name))
                .click();
        page.waitForURL(url -> url.contains("/login-actions/") || url.contains("/auth"));
    }

    private static Locator row(Page page, String label) {
        return page.locator("li", new Page.LocatorOptions().setHasText(label));
    }

    private static Page settled(Page page) {
        page.waitForSelector("#two-factor-categ-title");
        return page;
    }

    private String console() {
        return TestKeycloak.shared().url() + "/realms/" + realm.name() + "/account/account-security/signing-in";
    }
}
