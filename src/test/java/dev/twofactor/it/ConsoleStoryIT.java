package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An admin who only clicks: from a realm of Keycloak's own to second factors that people have. Its stills are in the docs. */
class ConsoleStoryIT {

    private final TestRealm realm = TestRealm.withoutTwoFactor();
    private final TestUser customer = realm.newUserWithoutPhone();
    private final BrowserContext context = Chromium.newContext();
    private final Page page = context.newPage();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void fromAFreshRealmToACustomerWhoIsReset() {
        setUpTheRealm();
        addTwilio();
        sendATest();
        requireOneFromAdministrators();
        String phone = PhoneNumbers.next();
        signInElsewhere("&kc_action=two-factor-enroll", browser -> enroll(browser, phone));
        signInElsewhere("", browser -> {
            enterCode(browser, phone, 2);
            assertThat(browser.locator("h1")).hasText("Signed in");
        });
        resetTheCustomer();
        signInElsewhere("", browser -> assertThat(browser.locator("h1")).hasText("Signed in"));
        lookAtTheOverview();
    }

    private void setUpTheRealm() {
        page.navigate(ConsoleKit.address(realm.name()));
        ConsoleKit.title(page, "The realm " + realm.name() + " is not set up yet");
        Chromium.assertNoAxeViolations(page);
        ConsoleKit.press(page, "Sign in as an administrator of the server");
        ConsoleKit.signInAtMaster(page);
        ConsoleKit.title(page, "Set up two-factor in " + realm.name());
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-set-up");
        ConsoleKit.press(page, "Set up two-factor in this realm");
        ConsoleKit.title(page, "Overview");
    }

    private void addTwilio() {
        ConsoleKit.open(page, "Services");
        ConsoleKit.press(page, "Add a service");
        page.getByLabel("Title").fill("Text messages");
        page.locator("#service-account-sid").fill("AC" + Secrets.hex(16));
        page.locator("#service-auth-token").fill(Secrets.token());
        page.locator("#service-from").fill("+14155550100");
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-service");
        page.getByText("More settings").click();
        page.locator("#service-api-url").fill(SharedInbox.get().twilioUrl());
        ConsoleKit.press(page, "Save");
    }

    private void sendATest() {
        String phone = PhoneNumbers.next();
        ConsoleKit.press(page, "Send test: Text messages");
        page.locator("#test-to").fill(phone);
        ConsoleKit.press(page, "Send");
        assertThat(page.locator(".tf-dialog .tf-success")).containsText("The vendor took the message");
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-test");
        org.assertj.core.api.Assertions.assertThat(new CodeInbox(phone).count()).isEqualTo(1);
        ConsoleKit.press(page, "Close");
    }

    private void requireOneFromAdministrators() {
        AdminApi api = TestKeycloak.shared().admin();
        String path = "/" + realm.name();
        api.send("POST", path + "/roles", AdminAs.json().put("name", "administrator"));
        TestUser administrator = realm.newUserWithoutPhone();
        api.send(
                "POST",
                path + "/users/" + administrator.id() + "/role-mappings/realm",
                AdminAs.json().arrayNode().add(api.get(path + "/roles/administrator")));

        ConsoleKit.open(page, "Policy");
        page.locator("#tf-required-roles").fill("administrator");
        page.getByLabel("Add administrator").click();
        ConsoleKit.press(page, "Save");
        assertThat(page.locator(".tf-dialog")).containsText("1 user must set up a second factor at the next sign-in");
        Chromium.picture(page, "console-requirement");
        page.locator(".tf-dialog button.pf-m-danger").click();
        assertThat(page.locator(".tf-savebar")).containsText("Everything is saved");
    }

    private void resetTheCustomer() {
        ConsoleKit.open(page, "People");
        page.locator("#tf-search").fill(customer.name());
        page.locator(".tf-name").getByText(customer.name()).click();
        page.locator(".tf-drawer button.pf-m-danger").click();
        assertThat(page.locator(".tf-dialog")).containsText("Nobody else is affected");
        Chromium.picture(page, "console-reset");
        page.locator(".tf-dialog button.pf-m-danger").click();
        assertThat(page.locator(".tf-drawer .tf-success")).containsText(customer.name() + " is reset");
        ConsoleKit.press(page, "Close");
    }

    private void lookAtTheOverview() {
        ConsoleKit.open(page, "Overview");
        assertThat(page.getByRole(AriaRole.IMG)).hasCount(1);
        assertThat(page.getByLabel("Coverage")).containsText("0 %");
        assertThat(page.getByLabel("What to do")).containsText("countries");
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-overview");
    }

    private void signInElsewhere(String action, Consumer<Page> then) {
        try (BrowserContext other = Chromium.newContext()) {
            Page browser = other.newPage();
            browser.navigate(BrowserSession.loginAddress(realm.name(), "web") + action);
            Chromium.signIn(browser, customer);
            then.accept(browser);
        }
    }

    private static void enroll(Page browser, String phone) {
        browser.click("#two-factor-choose-sms");
        browser.selectOption("#country", "US");
        browser.fill("#phoneNumber", phone);
        browser.click("#two-factor-send");
        enterCode(browser, phone, 1);
        assertThat(browser.locator("h1")).hasText("Signed in");
    }

    private static void enterCode(Page browser, String phone, int message) {
        browser.waitForSelector("#code");
        browser.fill("#code", new CodeInbox(phone).code(message));
        browser.click("#two-factor-verify");
    }
}
