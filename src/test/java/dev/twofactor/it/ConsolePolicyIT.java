package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console's tab Policy, with what it does checked over REST. */
class ConsolePolicyIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final AdminApi API = TestKeycloak.shared().admin();
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static TestRealm realm;

    private final BrowserContext context = Chromium.newContext();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.createWithSetUp();
        realm.newUser();
        realm.newUserWithoutPhone();
        realm.newUserWithoutPhone();
    }

    @AfterEach
    void putRight() {
        context.close();
        ADMIN.send("DELETE", realm.name(), "policy", null).good();
    }

    private Page policy() {
        Page page = ConsoleKit.signedInAtMaster(context, realm);
        ConsoleKit.open(page, "Policy");
        page.waitForSelector(".tf-field");
        return page;
    }

    private static JsonNode key(String name) {
        for (JsonNode key : ADMIN.send("GET", realm.name(), "policy/keys", null).good()) {
            if (key.path("name").asText().equals(name)) {
                return key;
            }
        }
        throw new AssertionError("No key " + name);
    }

    private static String value(String name) {
        return key(name).path("value").asText();
    }

    private static Locator field(Page page, String key) {
        return page.locator("[data-key='" + key + "']");
    }

    private static Locator dialog(Page page) {
        return page.getByRole(AriaRole.DIALOG);
    }

    private static void save(Page page) {
        page.locator(".tf-savebar button.pf-m-primary").click();
    }

    private static void assertSaved(Page page) {
        assertThat(page.locator(".tf-savebar")).containsText("Everything is saved");
    }

    @Test
    void everyKeyIsThereWithTheInputThatFitsIt() {
        Page page = policy();

        for (JsonNode key : ADMIN.send("GET", realm.name(), "policy/keys", null).good()) {
            Locator field = field(page, key.path("name").asText());
            assertThat(field).hasCount(1);
            assertThat(field).containsText(key.path("label").asText());
            assertThat(field).containsText(key.path("help").asText());
        }
        assertThat(field(page, "trust").getByRole(AriaRole.SWITCH)).not().isChecked();
        assertThat(field(page, "resend").locator("select")).hasValue("same-code");
        assertThat(field(page, "code-lifetime-seconds").locator("input[type=number]"))
                .hasAttribute("max", "600");
        assertThat(field(page, "code-lifetime-seconds")).containsText("seconds");
        assertThat(field(page, "methods").locator("input[type=checkbox]:checked"))
                .hasCount(3);
        assertThat(field(page, "refused-numbers").locator("input[type=checkbox]"))
                .hasCount(10);
        assertThat(field(page, "required-from").locator("input[type=date]")).hasCount(1);
    }

    @Test
    void aChangedKeyIsMarkedAndGoesBackToItsDefault() {
        Page page = policy();
        page.fill("#tf-code-length", "8");
        field(page, "trust").getByRole(AriaRole.SWITCH).check();
        field(page, "refused-numbers").getByLabel("Pager").uncheck();
        assertThat(page.locator(".tf-savebar")).containsText("3 changes not saved");
        save(page);
        assertSaved(page);

        assertThat(value("code-length")).isEqualTo("8");
        assertThat(value("trust")).isEqualTo("true");
        assertThat(value("refused-numbers")).isEqualTo("premium-rate,shared-cost,satellite,voicemail");
        assertThat(field(page, "code-length")).containsText("Set for this realm");
        assertThat(field(page, "code-lifetime-seconds")).not().containsText("Set for this realm");

        field(page, "code-length")
                .getByText("Back to default (6)", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("#tf-code-length")).hasValue("6");
        save(page);
        assertSaved(page);
        assertThat(key("code-length").path("from").asText()).isEqualTo("default");
    }

    @Test
    void whatIsRefusedIsSaidAtItsFieldAndNothingIsSaved() {
        Page page = policy();
        page.fill("#tf-code-length", "99");
        field(page, "trust").getByRole(AriaRole.SWITCH).check();
        save(page);

        assertThat(field(page, "code-length").getByRole(AriaRole.ALERT)).containsText("from 6 to 10");
        assertThat(page.locator("#tf-code-length")).isFocused();
        assertThat(page.locator("#tf-code-length")).hasAttribute("aria-invalid", "true");
        Chromium.assertNoAxeViolations(page);
        assertThat(value("trust")).isEqualTo("false");

        ConsoleKit.open(page, "People");
        ConsoleKit.open(page, "Policy");
        assertThat(page.locator("#tf-code-length")).hasValue("99");
        page.fill("#tf-code-length", "7");
        save(page);
        assertSaved(page);
        assertThat(value("code-length")).isEqualTo("7");
        assertThat(value("trust")).isEqualTo("true");
    }

    @Test
    void requiringIsPreviewedAndNothingIsSavedBeforeItIsConfirmed() {
        JsonNode counts = ADMIN.send("GET", realm.name(), "preview", null).good();
        assertThat(counts.path("must-set-up").asInt()).isGreaterThanOrEqualTo(2);
        List<String> changes = new ArrayList<>();
        context.onRequest(request -> {
            if (request.method().equals("PUT")) {
                changes.add(request.url());
            }
        });
        Page page = policy();
        page.selectOption("#tf-requirement", "required");
        save(page);

        assertThat(dialog(page)).containsText(counts.path("must-set-up").asText() + " users must set up");
        assertThat(dialog(page)).containsText("admin-cli: It trades passwords for tokens");
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-preview");
        ConsoleKit.press(page, "Cancel");
        assertThat(dialog(page)).hasCount(0);
        assertThat(changes).isEmpty();
        assertThat(value("requirement")).isEqualTo("optional");
        assertThat(page.locator(".tf-savebar")).containsText("1 change not saved");

        save(page);
        dialog(page)
                .getByText("Save", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertSaved(page);
        assertThat(value("requirement")).isEqualTo("required");
    }

    @Test
    void whatIsTakenBackIsCountedAsTakenBack() {
        ADMIN.send("PUT", realm.name(), "policy", AdminAs.json().put("required-roles", "default-roles-" + realm.name()))
                .good();
        Page page = policy();
        page.getByLabel("Take default-roles-" + realm.name() + " away").click();
        save(page);

        assertThat(dialog(page)).containsText("Nobody will be required");
        dialog(page)
                .getByText("Save", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertSaved(page);
        assertThat(value("required-roles")).isEmpty();
    }

    @Test
    void whatIsOnlyRecordedAndFromADayOnIsSaidToBe() {
        Page page = policy();
        page.selectOption("#tf-requirement", "required");
        page.selectOption("#tf-requirement-mode", "record");
        page.fill("#tf-required-from", "2030-01-31");
        page.fill("#tf-grace-days", "7");
        save(page);

        assertThat(dialog(page)).containsText("users would have to set up a second factor.");
        assertThat(dialog(page)).containsText("nobody notices");
        assertThat(dialog(page)).containsText("It takes hold on 2030-01-31.");
        assertThat(dialog(page)).containsText("7 days from their first login on");
    }

    @Test
    void whatKeepsARequirementFromWorkingIsSaidBefore() {
        String path = "/" + realm.name() + "/authentication/required-actions/two-factor-enroll";
        ObjectNode action = (ObjectNode) API.get(path);
        API.send("PUT", path, action.put("enabled", false));
        try {
            Page page = policy();
            page.selectOption("#tf-requirement", "required");
            save(page);

            assertThat(dialog(page)).containsText("switched off. Switch it on under Authentication");
        } finally {
            API.send("PUT", path, action.put("enabled", true));
        }
    }

    @Test
    void rolesAndGroupsArePickedByKeyboardFromKeycloaksListsAndStayText() {
        API.send("POST", "/" + realm.name() + "/roles", AdminAs.json().put("name", "clerk" + MARKUP));
        API.send("POST", "/" + realm.name() + "/groups", AdminAs.json().put("name", "staff"));
        Page page = policy();
        page.focus("#tf-required-roles");
        page.keyboard().type("clerk");
        page.getByLabel("Add clerk" + MARKUP).waitFor();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#tf-required-roles")).isFocused();
        page.fill("#tf-required-roles", "realm-management.view-us");
        page.getByLabel("Add realm-management.view-users").click();
        page.fill("#tf-required-groups", "sta");
        page.getByLabel("Add /staff").press("Enter");
        save(page);
        assertThat(dialog(page)).isVisible();
        Chromium.assertNoAxeViolations(page);
        // The button that is not dangerous, or the one that says no, has the focus: the other is next to it.
        dialog(page)
                .getByText("Save", new Locator.GetByTextOptions().setExact(true))
                .press("Enter");
        assertSaved(page);

        assertThat(value("required-roles")).isEqualTo("clerk" + MARKUP + ",realm-management.view-users");
        assertThat(value("required-groups")).isEqualTo("/staff");
        assertThat(page.locator(".tf-chosen")).containsText(new String[] {"clerk" + MARKUP, "/staff"});
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void whatTheCheckFindsStandsBesideItsKey() {
        Page page = policy();

        JsonNode findings = ADMIN.send("GET", realm.name(), "check", null).good();
        int beside = 0;
        for (JsonNode finding : findings) {
            Locator field = field(page, finding.path("subject").asText());
            if (field.count() == 1) {
                beside++;
                assertThat(field.locator(".tf-warning"))
                        .containsText(new String[] {finding.path("message").asText()});
            }
        }
        assertThat(beside).isPositive();
        assertThat(page.locator(".tf-field .tf-warning")).hasCount(beside);
    }

    @Test
    void whoMayOnlyViewSeesEverythingAndCanChangeNothing() {
        Page page = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "view-realm"));
        ConsoleKit.open(page, "Policy");
        page.waitForSelector(".tf-field");

        assertThat(page.locator("main")).containsText("manage-realm");
        assertThat(page.locator(".tf-field :is(input, select):enabled")).hasCount(0);
        assertThat(page.locator(".tf-savebar")).hasCount(0);
        Chromium.assertNoAxeViolations(page);
    }

    @Test
    void whoMaySeeNoUsersIsToldThatNobodyCounted() {
        Page page = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "manage-realm"));
        ConsoleKit.open(page, "Policy");
        page.selectOption("#tf-requirement", "required");
        save(page);

        assertThat(dialog(page)).containsText("nobody counted whom this meets");
        assertThat(dialog(page)).containsText("view-clients");
    }

    @Test
    void nothingIsWiderThanASmallPhoneAndAxeFindsNothing() {
        Page page = policy();
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-policy");
        page.setViewportSize(320, 640);

        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
        page.selectOption("#tf-requirement", "required");
        save(page);
        assertThat(dialog(page)).isVisible();
        assertThat(page.evaluate("() => document.querySelector('dialog').scrollWidth"
                        + " <= document.querySelector('dialog').clientWidth"))
                .isEqualTo(true);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
    }
}
