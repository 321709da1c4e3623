package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services on the console page: typed, put in order, switched, removed. */
class ConsoleServicesIT {

    private static final String MARKUP = "<img src=x onerror=\"document.title='stolen'\">";

    private final TestRealm realm = TestRealm.createWithSetUp();
    private final BrowserContext context = Chromium.newContext();
    private Page page;

    @BeforeEach
    void signIn() {
        rename(services().path(0), "First");
        add("log", "Second");
        add("log", "Third");
        page = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "realm-admin"));
        ConsoleKit.open(page, "Services");
        assertOrder("First", "Second", "Third");
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void theOrderChangesByKeysAndByDragging() {
        page.getByRole(AriaRole.BUTTON, named("Up: Third")).focus();
        page.keyboard().press("Enter");
        assertOrder("First", "Third", "Second");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Up: Third"))).isFocused();
        page.keyboard().press("Space");
        assertOrder("Third", "First", "Second");

        page.locator("[data-id]").nth(2).dragTo(page.locator("[data-id]").nth(0));
        assertOrder("Second", "Third", "First");
        org.assertj.core.api.Assertions.assertThat(services().findValuesAsText("title"))
                .containsExactly("Second", "Third", "First");
    }

    @Test
    void aSecretIsNotShownAndStaysWhenOtherThingsChange() {
        List<String> sent = new ArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("PUT")) {
                sent.add(request.postData());
            }
        });
        ConsoleKit.press(page, "Change: First");
        assertThat(page.locator("#service-auth-token")).hasValue("**********");
        assertThat(page.locator("#service-auth-token")).hasAttribute("type", "password");
        page.locator("#service-title").fill("Renamed");
        ConsoleKit.press(page, "Save");

        assertOrder("Renamed", "Second", "Third");
        org.assertj.core.api.Assertions.assertThat(sent).containsExactly("{\"title\":\"Renamed\"}");
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        ConsoleKit.press(page, "Add a service");
        ConsoleKit.press(page, "Save");
        assertThat(page.locator("#service-account-sid-error")).hasText("This is needed.");
        assertThat(page.locator("#service-account-sid")).isFocused();
        page.locator("#service-account-sid").fill("nonsense");
        page.locator("#service-auth-token").fill(Secrets.token());
        page.locator("#service-from").fill("+14155550100");
        ConsoleKit.press(page, "Save");
        assertThat(page.locator("#service-account-sid-error")).not().isEmpty();
        Chromium.assertNoAxeViolations(page);
        ConsoleKit.press(page, "Cancel");
        assertOrder("First", "Second", "Third");
    }

    @Test
    void deletingAndSwitchingOffSayFirstWhatHappens() {
        ConsoleKit.press(page, "Delete: Second");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Messages go by the other services then");
        Chromium.assertNoAxeViolations(page);
        page.keyboard().press("Escape");
        assertOrder("First", "Second", "Third");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete: Second"))).isFocused();
        ConsoleKit.press(page, "Delete: Second");
        ConsoleKit.press(page, "Delete");
        assertOrder("First", "Third");

        ConsoleKit.press(page, "Switch off: Third");
        ConsoleKit.press(page, "Switch off");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Switch on: Third"))).isVisible();
        org.assertj.core.api.Assertions.assertThat(
                        services().path(1).path("enabled").asText())
                .isEqualTo("false");
        ConsoleKit.press(page, "Switch on: Third");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Switch off: Third"))).isVisible();
    }

    @Test
    void whatOthersWroteStaysText() {
        rename(services().path(0), MARKUP);
        context.route(
                "**/test",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(AdminAs.json()
                                .put("accepted", false)
                                .put("message", "The vendor said " + MARKUP)
                                .toString())));
        ConsoleKit.open(page, "Overview");
        ConsoleKit.open(page, "Services");
        assertOrder(MARKUP, "Second", "Third");
        ConsoleKit.press(page, "Send test: " + MARKUP);
        page.locator("#test-to").fill("+14155550101");
        ConsoleKit.press(page, "Send");

        assertThat(page.locator(".tf-dialog .tf-danger")).hasText("The vendor said " + MARKUP);
        assertThat(page.locator("img")).hasCount(0);
        assertThat(page).hasTitle("Services · " + realm.name() + " · Two-Factor");
    }

    @Test
    void whoMayOnlyViewSeesServicesAndCannotPressAnything() {
        try (BrowserContext other = Chromium.newContext()) {
            Page view = ConsoleKit.signedIn(other, realm, AdminAs.newAdmin(realm, "view-realm"));
            ConsoleKit.open(view, "Services");
            assertThat(view.locator(".tf-services h2")).hasCount(3);
            assertThat(view.locator(".tf-tab button:not(:disabled)")).hasCount(0);
            assertThat(view.locator("main > .tf-info")).containsText("manage-realm");
            assertThat(view.locator("[draggable=true]")).hasCount(0);
            Chromium.assertNoAxeViolations(view);
        }
    }

    private void assertOrder(String... titles) {
        String[] numbered = new String[titles.length];
        for (int i = 0; i < titles.length; i++) {
            numbered[i] = (i + 1) + ". " + titles[i];
        }
        assertThat(page.locator(".tf-services h2")).hasText(numbered);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private JsonNode services() {
        return AdminAs.server().send("GET", realm.name(), "services", null).good();
    }

    private void rename(JsonNode service, String title) {
        AdminAs.server()
                .send(
                        "PUT",
                        realm.name(),
                        "services/" + service.path("id").asText(),
                        AdminAs.json().put("title", title))
                .good();
    }

    private void add(String type, String title) {
        AdminAs.server()
                .send(
                        "POST",
                        realm.name(),
                        "services",
                        AdminAs.json().put("type", type).put("title", title))
                .good();
    }
}
