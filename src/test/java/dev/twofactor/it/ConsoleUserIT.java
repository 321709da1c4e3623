package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console's drawer about one user, with what is done there checked over REST. */
class ConsoleUserIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static TestRealm realm;

    private final BrowserContext context = Chromium.newContext();

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.offering(TestRealm.createWithSetUp());
    }

    @AfterEach
    void close() {
        context.close();
        realm.policy("requirement", "");
    }

    private static JsonNode detail(TestUser user) {
        return ADMIN.send("GET", realm.name(), "users/" + user.id(), null).good();
    }

    private Page console() {
        return ConsolePeopleIT.people(ConsoleKit.signedInAtMaster(context, realm));
    }

    private static Locator open(Page page, TestUser user) {
        page.fill("#tf-search", user.name());
        page.locator(".tf-space")
                .getByText(user.name(), new Locator.GetByTextOptions().setExact(true))
                .click();
        page.waitForSelector(".tf-drawer .tf-numbers");
        return page.locator(".tf-drawer");
    }

    private static void press(Locator where, String button) {
        where.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Locator question(Page page) {
        return page.locator("dialog.tf-dialog");
    }

    private static void done(Locator drawer, String said) {
        assertThat(drawer.locator(".tf-success")).containsText(said);
    }

    private static TestUser userWithAll() {
        String phone = PhoneNumbers.next();
        return realm.newUser(
                phone,
                Credentials.phone(phone),
                Credentials.address(MailAddresses.next()),
                Credentials.app("JBSWY3DPEHPK3PXP"));
    }

    @Test
    void aResetSaysWhatWillHappenAndMeetsThisUserAlone() {
        TestUser user = userWithAll();
        TestUser other = realm.newUser();
        Page page = console();
        Locator drawer = open(page, user);
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-user");
        press(drawer, "Reset");
        assertThat(question(page)).containsText("Authenticator app");
        assertThat(question(page)).containsText("gets in with the password alone");
        assertThat(question(page)).containsText("Nobody else is affected");
        Chromium.assertNoAxeViolations(page);
        press(question(page), "Cancel");
        assertThat(detail(user).path("methods")).hasSize(3);

        press(drawer, "Reset");
        press(question(page), "Reset");

        done(drawer, user.name() + " is reset");
        assertThat(detail(user).path("methods")).isEmpty();
        assertThat(detail(other).path("methods")).hasSize(1);
        page.keyboard().press("Escape");
        assertThat(page.locator(".tf-name:focus")).hasText(user.name());
        assertThat(page.locator(".tf-space")).containsText("None");
    }

    @Test
    void whereThePolicyRequiresOneTheResetSaysThatTheUserSetsUpAnew() {
        realm.policy("requirement", "required");
        TestUser user = realm.newUser();
        Page page = console();
        Locator drawer = open(page, user);

        assertThat(drawer).containsText("cannot be switched off");
        press(drawer, "Reset");
        assertThat(question(page)).containsText("must set one up at the next sign-in");
    }

    @Test
    void theDefaultIsChangedAndOneMethodTaken() {
        TestUser user = userWithAll();
        Page page = console();
        Locator drawer = open(page, user);
        press(drawer, "Make default: Authenticator app");
        done(drawer, "Authenticator app first");
        assertThat(detail(user).path("methods").path(0).path("method").asText()).isEqualTo("totp");

        press(drawer, "Remove: Authenticator app");
        assertThat(question(page)).containsText("is told");
        press(question(page), "Remove");
        done(drawer, "Authenticator app is removed");
        assertThat(detail(user).path("methods").findValuesAsText("method")).containsExactly("sms", "email");
    }

    @Test
    void theSecondFactorIsSwitchedOffAndOn() {
        TestUser user = realm.newUser();
        Page page = console();
        Locator drawer = open(page, user);
        press(drawer, "Switch off");
        assertThat(question(page)).containsText("password alone");
        press(question(page), "Switch off");
        done(drawer, "switched off");
        assertThat(detail(user).path("on").asBoolean(true)).isFalse();

        press(drawer, "Switch on");
        press(question(page), "Switch on");
        done(drawer, "switched on");
        assertThat(detail(user).path("on").asBoolean()).isTrue();
    }

    @Test
    void aLockedUserIsUnlocked() {
        TestUser user = realm.newUser();
        realm.lock(user);
        Page page = console();
        Locator drawer = open(page, user);
        assertThat(drawer).containsText("No code is compared until");
        press(drawer, "Unlock");
        press(question(page), "Unlock");

        done(drawer, "is unlocked");
        assertThat(detail(user).path("status").asText()).isEqualTo("enabled");
        assertThat(detail(user).path("wrongToday").asInt()).isZero();
    }

    @Test
    void trustIsTakenFromOneBrowserAndFromAll() {
        TestUser user = realm.newUser();
        for (int i = 0; i < 3; i++) {
            TrustKit.trusting(realm, user);
        }
        Page page = console();
        Locator drawer = open(page, user);
        Locator ends = drawer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("End trust: "));
        assertThat(ends).hasCount(3);
        ends.first().click();
        assertThat(question(page)).containsText("second factor there at the next sign-in");
        press(question(page), "End trust");
        done(drawer, "no longer trusted");
        assertThat(detail(user).path("devices")).hasSize(2);

        press(drawer, "End trust in all");
        press(question(page), "End trust");
        done(drawer, "No browser is trusted");
        assertThat(detail(user).path("devices")).isEmpty();
    }

    @Test
    void aPhoneOneVouchesForIsAddedAndWhatIsNoneIsSaidKindly() {
        TestUser user = realm.newUserWithoutPhone();
        Page page = console();
        Locator drawer = open(page, user);
        page.fill("#tf-vouch-to", "+1 12");
        press(drawer, "Add");
        assertThat(drawer).containsText("This is no phone number. Write it with +");
        assertThat(page.locator("#tf-vouch-to")).isFocused();
        Chromium.assertNoAxeViolations(page);

        String phone = PhoneNumbers.next();
        page.fill("#tf-vouch-to", phone);
        press(drawer, "Add");
        done(drawer, "is told");
        assertThat(drawer.locator(".tf-list li")).hasCount(1);
        page.selectOption("#tf-vouch-method", "email");
        page.fill("#tf-vouch-to", MailAddresses.next());
        press(drawer, "Add");
        assertThat(drawer.locator(".tf-list li")).hasCount(2);

        assertThat(detail(user).path("methods").findValuesAsText("method")).containsExactly("sms", "email");
        assertThat(page.content()).doesNotContain(phone.substring(2, 10));
    }

    @Test
    void namesAndLabelsStayText() {
        TestUser user = realm.newUser();
        Rows.text(
                "update user_entity set username = '" + MARKUP + "', first_name = '" + MARKUP
                        + "' where id = ? returning id",
                user);
        Rows.text("update credential set user_label = '" + MARKUP + "' where user_id = ? returning id", user);
        realm.admin().send("POST", "/" + realm.name() + "/clear-user-cache", null);
        Page page = console();
        page.fill("#tf-search", "<img");
        page.locator(".tf-space .tf-name").getByText(MARKUP).click();

        Locator drawer = page.locator(".tf-drawer");
        assertThat(drawer.locator("h2")).hasText(MARKUP);
        assertThat(drawer.locator(".tf-list")).containsText(MARKUP);
        press(drawer, "Reset");
        assertThat(question(page).locator("h2")).containsText(MARKUP);
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void whoMayOnlyViewSeesTheUserAndIsToldWhyNothingCanBeChanged() {
        TestUser user = userWithAll();
        Page page = ConsolePeopleIT.people(
                ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "view-users", "view-realm")));
        assertThat(page.locator("main")).containsText("manage-users");
        assertThat(page.getByText("Reset everybody …")).isDisabled();
        Locator drawer = open(page, user);

        assertThat(drawer).containsText("that needs the right to manage this user");
        assertThat(drawer.locator("button:enabled")).hasCount(1);
        assertThat(drawer.locator("#tf-vouch-to")).hasCount(0);
        Chromium.assertNoAxeViolations(page);
    }

    @Test
    void whoHasRightsOverUsersAloneDoesHisWorkAndIsToldAboutTheRest() {
        TestUser user = realm.newUser();
        Page page =
                ConsolePeopleIT.people(ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "manage-users")));
        Locator drawer = open(page, user);
        press(drawer, "Reset");
        press(question(page), "Reset");
        done(drawer, "is reset");
        assertThat(detail(user).path("methods")).isEmpty();
        page.keyboard().press("Escape");

        ConsoleKit.open(page, "Policy");
        assertThat(page.locator("main")).containsText("view-realm");
        Chromium.assertNoAxeViolations(page);
    }

    @Test
    void aUserWhoIsGoneMeanwhileIsSaidToBe() {
        TestUser user = realm.newUser();
        Page page = console();
        Locator drawer = open(page, user);
        realm.delete(user);
        press(drawer, "Switch off");
        press(question(page), "Switch off");

        assertThat(drawer.locator(".tf-danger").first()).containsText("Nothing was changed. It is not there any more");
    }
}
