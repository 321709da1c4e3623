package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who registers in the browser proves a phone or address on the spot, before there is an account. */
class RegistrationCodeIT {

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static TestRealm realm;

    private final BrowserSession browser = BrowserSession.fresh();
    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);
    private final String name = "shopper-" + NEXT.incrementAndGet();
    private final String password = Secrets.password();
    private final String email = name + "@test.example";

    @BeforeAll
    static void makeRealm() {
        realm = RegistrationFlow.inNewRealm();
    }

    @Test
    void aPhoneIsProvedBeforeTheFormAndAsksAtTheNextLogin() {
        browser.get(RegistrationFlow.address(realm));
        assertThat(browser.page().html().select("#password")).isEmpty();
        browser.page().press("Codes by text message");
        browser.page().submit(Map.of("phoneNumber", "12"));
        assertThat(browser.page().errors()).isNotEmpty();
        browser.page().submit(Map.of("phoneNumber", phone));
        assertThat(browser.page().isCodePage()).isTrue();
        inbox.code(1);
        browser.reload();
        browser.reload();
        assertThat(browser.page().isCodePage()).isTrue();
        assertThat(browser.page().submit(Map.of("code", inbox.wrongCode(1))).errors())
                .isNotEmpty();
        assertThat(browser.page().submit(Map.of("code", "abc")).errors()).isNotEmpty();

        browser.page().submit(Map.of("code", inbox.code(1)));

        assertThat(browser.page().html().select("#password")).isNotEmpty();
        assertThat(browser.page()
                        .submit(RegistrationFlow.profile(name, password, "no address"))
                        .isSignedIn())
                .isFalse();
        assertThat(browser.page()
                        .submit(RegistrationFlow.profile(name, password, email))
                        .isSignedIn())
                .isTrue();
        assertThat(inbox.count()).isEqualTo(1);
        TestUser user = new TestUser(account().path("id").asText(), name, password, phone, "");
        assertThat(realm.credentials(user).findValuesAsText("type")).contains("two-factor-sms");
        SignIn later = realm.signIn();
        assertThat(later.password(user).isCodePage()).isTrue();
        assertThat(later.code(inbox.code(2)).isSignedIn()).isTrue();
        assertThat(realm.events(user).toString()).doesNotContain(phone.substring(2), "REGISTER_ERROR");
    }

    @Test
    void aProvedAddressIsFilledInVerifiedAndNotToBeChangedBehindItsBack() {
        String address = MailAddresses.next();
        browser.get(RegistrationFlow.address(realm));
        browser.page().press("Codes by email");
        browser.page().press("Choose another method");
        browser.page().press("Codes by email");
        browser.page().submit(Map.of("emailAddress", MailAddresses.next()));
        browser.page().press("Use another address");
        browser.page().submit(Map.of("emailAddress", address));
        browser.page().submit(Map.of("code", new CodeInbox(address).code(1)));
        assertThat(browser.page().html().select("#email").val()).isEqualTo(address);

        browser.page().submit(RegistrationFlow.profile(name, password, email));
        assertThat(browser.page().text()).contains("the address that you have just verified");
        assertThat(account().isMissingNode()).isTrue();
        assertThat(browser.page()
                        .submit(RegistrationFlow.profile(name, password, address))
                        .isSignedIn())
                .isTrue();

        assertThat(account().path("emailVerified").asBoolean()).isTrue();
    }

    @Test
    void withoutTheCodeThereIsNoAccountWhateverIsPosted() {
        browser.get(RegistrationFlow.address(realm));
        browser.page().press("Codes by text message");
        browser.page().submit(browser.page().form("phoneNumber"), RegistrationFlow.profile(name, password, email));
        browser.page().submit(Map.of("phoneNumber", phone));
        browser.page().submit(browser.page().form("code"), RegistrationFlow.profile(name, password, email));
        String action = browser.page().html().select("#two-factor-code-form").attr("action");
        browser.prefetch(action + "&code=" + inbox.code(1));
        browser.prefetch(action + "&resend=true");
        assertThat(account().isMissingNode()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);

        BrowserSession thief = BrowserSession.fresh();
        thief.get(RegistrationFlow.address(realm));
        thief.page().press("Codes by text message");
        thief.page().submit(Map.of("phoneNumber", phone));
        String own = inbox.code(2);
        if (!own.equals(inbox.code(1))) {
            thief.page().submit(Map.of("code", inbox.code(1)));
            assertThat(thief.page().html().select("#password")).isEmpty();
        }
        for (int i = 0; i < 5; i++) {
            thief.page().submit(Map.of("code", inbox.wrongCode(2)));
        }
        assertThat(thief.page().submit(Map.of("code", own)).html().select("#password"))
                .isEmpty();
        // Whoever opened the form's address made Keycloak take the page for an old one: it is shown anew.
        assertThat(browser.page().submit(Map.of("code", inbox.code(1))).text()).contains("Action expired");
        browser.page().submit(Map.of("code", inbox.code(1)));
        assertThat(browser.page().html().select("#password"))
                .as(browser.page().text())
                .isNotEmpty();
    }

    @Test
    void aPolicyWithoutSecondFactorsAsksForNothing() {
        realm.policy("requirement", "off");
        try {
            browser.get(RegistrationFlow.address(realm));
            assertThat(browser.page()
                            .submit(RegistrationFlow.profile(name, password, email))
                            .isSignedIn())
                    .isTrue();
        } finally {
            realm.policy("requirement", "optional");
        }
    }

    @Test
    void aStepInTheWrongPlaceMakesNoAccount() {
        TestRealm wrong = RegistrationFlow.inNewRealm();
        RegistrationFlow.misplace(wrong);
        browser.get(RegistrationFlow.address(wrong));
        browser.page().press("Codes by text message");
        browser.page().submit(Map.of("phoneNumber", phone));
        browser.page().submit(Map.of("code", inbox.code(1)));

        assertThat(browser.page()
                        .submit(RegistrationFlow.profile(name, password, email))
                        .isSignedIn())
                .isFalse();

        assertThat(TestKeycloak.shared().admin().get("/" + wrong.name() + "/users?exact=true&username=" + name))
                .isEmpty();
    }

    @Test
    void aPersonRegistersInARealBrowser() {
        try (BrowserContext context = Chromium.newContext()) {
            com.microsoft.playwright.Page page = context.newPage();
            page.navigate(RegistrationFlow.address(realm));
            Chromium.assertNoAxeViolations(page);
            page.click("#two-factor-choose-sms");
            page.fill("#phoneNumber", phone);
            Chromium.assertNoAxeViolations(page);
            page.click("#two-factor-send");
            page.waitForSelector("#code");
            page.reload();
            page.fill("#code", inbox.code(1));
            page.click("#two-factor-verify");
            page.waitForSelector("#password-confirm");
            RegistrationFlow.profile(name, password, email).forEach((field, value) -> page.fill("#" + field, value));
            page.click("input[type=submit], button[type=submit]");

            page.waitForURL(BrowserSession.APPLICATION + "**");
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Signed in");
        }
        assertThat(inbox.count()).isEqualTo(1);
        TestUser user = new TestUser(account().path("id").asText(), name, password, phone, "");
        assertThat(realm.credentials(user).findValuesAsText("type")).contains("two-factor-sms");
    }

    private JsonNode account() {
        return TestKeycloak.shared()
                .admin()
                .get("/" + realm.name() + "/users?exact=true&username=" + name)
                .path(0);
    }
}
