package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A realm's second factors over the years, in a real browser: switched on, reset, switched off, and on again. */
class StoryIT {

    private final TestRealm realm = TestRealm.create();
    private final TestUser anna = realm.newUserWithoutPhone();
    private final TestUser bert = realm.newUserWithoutPhone();
    private final String annasPhone = PhoneNumbers.next();
    private final String bertsPhone = PhoneNumbers.next();

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void enforcedEnrolledResetSwitchedOffAndOnAgain() {
        signIn(anna, StoryIT::assertSignedIn);
        policy("requirement", "required", "sign-in-again-after-enrolling", "true");

        // At the next login everybody is led to setting one up, signs in anew, and is asked for the code from then on.
        for (Map.Entry<TestUser, String> person :
                Map.of(anna, annasPhone, bert, bertsPhone).entrySet()) {
            signIn(person.getKey(), page -> {
                enroll(page, person.getValue());
                assertThat(page.locator("#username")).isVisible();
                Chromium.signIn(page, person.getKey());
                enterCode(page, person.getValue(), 2);
                assertSignedIn(page);
            });
        }
        signIn(anna, page -> {
            enterCode(page, annasPhone, 3);
            assertSignedIn(page);
        });

        // The admin resets Anna: she enrolls anew, Bert does not.
        AdminAs.server()
                .send("DELETE", realm.name(), "users/" + anna.id(), null)
                .good();
        String annasNewPhone = PhoneNumbers.next();
        policy("sign-in-again-after-enrolling", "false");
        signIn(anna, page -> {
            enroll(page, annasNewPhone);
            assertSignedIn(page);
        });
        signIn(bert, page -> {
            enterCode(page, bertsPhone, 3);
            assertSignedIn(page);
        });

        // Off: the password is enough. On again, with everybody enrolling anew.
        policy("requirement", "off");
        signIn(anna, StoryIT::assertSignedIn);
        signIn(bert, StoryIT::assertSignedIn);
        TestKeycloak.shared().setClockAhead(Duration.ofHours(2));
        Instant moment = Instant.ofEpochMilli(TestKeycloak.shared().clockMillis());
        policy("requirement", "required", "enrolled-after", moment.toString());
        signIn(anna, page -> {
            enroll(page, annasNewPhone);
            assertSignedIn(page);
        });
        signIn(bert, page -> {
            enroll(page, bertsPhone);
            assertSignedIn(page);
        });
        TestKeycloak.shared().setClockAhead(Duration.ofHours(4));
        signIn(bert, page -> {
            enterCode(page, bertsPhone, 5);
            assertSignedIn(page);
        });
    }

    private void signIn(TestUser user, Consumer<Page> then) {
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
            Chromium.signIn(page, user);
            then.accept(page);
        }
    }

    private static void enroll(Page page, String phone) {
        page.waitForSelector("#two-factor-choose-sms");
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "enroll-required");
        page.click("#two-factor-choose-sms");
        page.selectOption("#country", "US");
        page.fill("#phoneNumber", phone);
        int before = new CodeInbox(phone).codes();
        page.click("#two-factor-send");
        page.waitForSelector("#code");
        page.fill("#code", new CodeInbox(phone).code(before + 1));
        page.click("#two-factor-verify");
    }

    private static void enterCode(Page page, String phone, int message) {
        page.waitForSelector("#code");
        page.fill("#code", new CodeInbox(phone).code(message));
        page.click("#two-factor-verify");
    }

    private static void assertSignedIn(Page page) {
        assertThat(page.locator("h1")).hasText("Signed in");
    }

    private void policy(String... keysAndValues) {
        var settings = AdminAs.json();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        AdminAs.server().send("PUT", realm.name(), "policy", settings).good();
    }
}
