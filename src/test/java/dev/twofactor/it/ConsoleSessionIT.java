package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session ends while an admin types: nothing is lost, and nobody else gets what was typed. */
class ConsoleSessionIT {

    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+");
    private static final String AGAIN = "Sign in again";

    private final TestRealm realm = TestRealm.createWithSetUp();
    private final TestUser admin = AdminAs.newAdmin(realm, "realm-admin");
    private final BrowserContext context = Chromium.newContext();
    private final List<String> addresses = new ArrayList<>();
    private Page page;

    private void typeUntilTheSessionEnds() {
        context.onRequest(request -> addresses.add(request.url()));
        page = ConsoleKit.signedIn(context, realm, admin);
        ConsoleKit.open(page, "Policy");
        page.fill("#tf-code-length", "8");
        realm.admin().logOut(realm.name(), admin.id());
        save();
        assertThat(ConsoleKit.dialog(page)).containsText("What you typed is still here");
    }

    @AfterEach
    void close() {
        context.close();
    }

    private void save() {
        page.locator(".tf-savebar button.pf-m-primary").click();
    }

    private Page popup() {
        return page.waitForPopup(
                () -> ConsoleKit.dialog(page).locator("button.pf-m-primary").click());
    }

    private String codeLength() {
        for (JsonNode key :
                AdminAs.server().send("GET", realm.name(), "policy/keys", null).good()) {
            if (key.path("name").asText().equals("code-length")) {
                return key.path("value").asText();
            }
        }
        throw new AssertionError("No such key");
    }

    // Tokens that are about to end are renewed before the call, and that fails; others fail with the call.
    private void endTokensSoon() {
        context.route("**/protocol/openid-connect/token", route -> {
            APIResponse got = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(got)
                    .setBody(got.text().replaceFirst("\"expires_in\":\\d+", "\"expires_in\":1")));
        });
    }

    @ParameterizedTest(name = "found out by a renewal: {0}")
    @ValueSource(booleans = {false, true})
    void whatIsTypedStaysAndGoesOnOnceOneHasSignedInBesideIt(boolean renewing) {
        if (renewing) {
            endTokensSoon();
        }
        typeUntilTheSessionEnds();
        assertThat(ConsoleKit.dialog(page).locator("h2")).hasText(AGAIN);
        Chromium.assertNoAxeViolations(page);

        Page popup = popup();
        popup.waitForClose(() -> Chromium.signIn(popup, admin));

        assertThat(page.locator(".tf-savebar")).containsText("Everything is saved");
        assertThat(ConsoleKit.dialog(page)).hasCount(0);
        assertThat(codeLength()).isEqualTo("8");
        assertThat(page.evaluate("() => JSON.stringify([{...sessionStorage}, {...localStorage}])"))
                .isEqualTo("[{},{}]");
        assertThat(addresses).noneMatch(JWT.asPredicate());
        ConsoleKit.open(page, "People");
    }

    @Test
    void whoDoesNotSignInKeepsWhatIsTypedAndIsToldAndMayTryAgain() {
        typeUntilTheSessionEnds();
        popup().close();
        page.keyboard().press("Escape");
        assertThat(page.locator("main")).containsText("Your session has ended. Try again, and sign in.");
        assertThat(page.locator("#tf-code-length")).hasValue("8");
        assertThat(codeLength()).isEqualTo("6");

        save();
        Page popup = popup();
        popup.waitForClose(() -> Chromium.signIn(popup, admin));

        assertThat(page.locator(".tf-savebar")).containsText("Everything is saved");
        assertThat(codeLength()).isEqualTo("8");
    }

    @Test
    void whoClosesTheWindowAtOnceIsToldThatTheSignInWasNotFinished() {
        typeUntilTheSessionEnds();
        List<String> faults = new ArrayList<>();
        page.onPageError(faults::add);
        // The window is gone before its address is ready.
        page.evaluate(
                """
                () => {
                  const open = window.open.bind(window);
                  const digest = crypto.subtle.digest.bind(crypto.subtle);
                  let opened;
                  window.open = (...all) => { opened = open(...all); return opened; };
                  crypto.subtle.digest = async (...all) => {
                    opened.close();
                    while (!opened.closed) { await new Promise((done) => setTimeout(done, 10)); }
                    return digest(...all);
                  };
                }""");
        ConsoleKit.dialog(page).locator("button.pf-m-primary").click();

        assertThat(ConsoleKit.dialog(page).locator("[role=alert]"))
                .hasText("The sign-in was not finished. Sign in again.");
        page.keyboard().press("Escape");
        assertThat(page.locator("main")).containsText("Your session has ended. Try again, and sign in.");
        assertThat(faults).isEmpty();
    }

    @Test
    void somebodyElseWhoSignsInDoesNotSaveWhatTheFirstOneTyped() {
        typeUntilTheSessionEnds();
        TestUser other = AdminAs.newAdmin(realm, "realm-admin");
        Page popup = popup();
        popup.waitForClose(() -> Chromium.signIn(popup, other));

        assertThat(page.locator(".tf-user span")).hasText(other.name());
        assertThat(page.locator("#tf-code-length")).hasValue("6");
        assertThat(codeLength()).isEqualTo("6");
    }
}
