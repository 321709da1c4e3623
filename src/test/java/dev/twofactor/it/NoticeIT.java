package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import dev.twofactor.inbox.InboxMessage;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People are told when their second factors change, and their word is taken when it was not them. */
class NoticeIT {

    private static final Pattern LINK = Pattern.compile("(http\\S+/two-factor-notice/report\\?key=\\S+)");

    private static TestRealm realm;

    private final String phone = PhoneNumbers.next();
    private final String address = MailAddresses.next();
    private final TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));
    private final CodeInbox texts = new CodeInbox(phone);
    private final CodeInbox oldAddress = new CodeInbox(address);
    private final CodeInbox profile = new CodeInbox(user.name() + "@test.example");
    private final BrowserSession browser = BrowserSession.fresh();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void whatWasSetUpIsToldToTheProfilesAddressWithoutTheNumber() {
        TestUser beginner = realm.newUserWithoutPhone();
        String number = PhoneNumbers.next();
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", beginner.name(), "password", beginner.password()));
        browser.page().submit(Map.of("phoneNumber", number));
        browser.page().submit(Map.of("code", new CodeInbox(number).code(1)));

        InboxMessage mail = new CodeInbox(beginner.name() + "@test.example").message(1);

        assertThat(mail.text())
                .contains("This was set up: codes by text message +1 ••• ••• ••" + number.substring(10))
                .contains("If it was not")
                .doesNotContain(number.substring(2, 10));
        assertThat(mail.html()).contains("codes by text message").doesNotContain(number.substring(2, 10));
    }

    @Test
    void whatWasRemovedIsToldWhereCodesWentBeforeToo() {
        openSettings();
        remove("two-factor-email");

        assertThat(profile.message(1).text()).contains("This was removed: codes by email a•••@m•••.example");
        assertThat(oldAddress.message(1).text()).contains("This was removed: codes by email");
        remove("two-factor-sms");
        assertThat(texts.message(2).text())
                .isEqualTo("Acme Tests: this number gets no more sign-in codes. Was that not you?"
                        + " Change your password now.");
    }

    @Test
    void offAndOnAreTold() {
        openSettings();
        browser.page().press("Switch off");
        assertThat(profile.message(1).text()).contains("Two-factor authentication was switched off");

        browser.page().press("Switch on");

        assertThat(profile.message(2).text()).contains("Two-factor authentication was switched on");
    }

    @Test
    void whatAnAdministratorTakesAwayIsToldAsSuch() {
        String id = credential("two-factor-sms");
        TestKeycloak.shared()
                .admin()
                .send("DELETE", "/" + realm.name() + "/users/" + user.id() + "/credentials/" + id, null);

        assertThat(profile.message(1).text())
                .contains("This was removed: codes by text message", "An administrator did this");
        assertThat(texts.message(1).text()).contains("no more sign-in codes");
    }

    @Test
    void theNoticeSpeaksTheUsersLanguage() {
        ObjectNode german = JsonNodeFactory.instance.objectNode();
        german.put("username", user.name())
                .put("email", user.name() + "@test.example")
                .put("emailVerified", true);
        german.put("firstName", "Test").put("lastName", "User");
        german.withObject("/attributes").putArray("locale").add("de");
        TestKeycloak.shared().admin().send("PUT", "/" + realm.name() + "/users/" + user.id(), german);

        TestKeycloak.shared()
                .admin()
                .send(
                        "DELETE",
                        "/" + realm.name() + "/users/" + user.id() + "/credentials/" + credential("two-factor-email"),
                        null);

        assertThat(profile.message(1).text()).contains("Entfernt wurde: Codes per E-Mail");
    }

    @Test
    void nobodyGetsTwoMailsWhereKeycloakWritesItsOwn() {
        TestRealm told = TestRealm.create(
                file -> file.putArray("eventsListeners").add("jboss-logging").add("email"));
        TestUser owner = told.newUserWithoutPhone();
        String number = PhoneNumbers.next();
        browser.openLogin(told.name(), "web", "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", owner.name(), "password", owner.password()));
        browser.page().submit(Map.of("phoneNumber", number));
        browser.page().submit(Map.of("code", new CodeInbox(number).code(1)));
        CodeInbox inbox = new CodeInbox(owner.name() + "@test.example");
        inbox.message(1);
        TestKeycloak.shared()
                .admin()
                .send(
                        "DELETE",
                        "/" + told.name() + "/users/" + owner.id() + "/credentials/" + smsOf(told, owner),
                        null);

        assertThat(inbox.message(2).text()).contains("An administrator did this");
        assertThat(inbox.message(1).text()).doesNotContain("This was set up");
    }

    @Test
    void theLinkAsksFirstThenSignsOutEverywhereOnce() {
        openSettings();
        browser.page().press("Switch off");
        browser.page().press("Done");
        SignIn elsewhere = realm.signIn();
        assertThat(elsewhere.password(user).isSignedIn()).isTrue();
        String link = link(profile.message(1));
        BrowserSession scanner = BrowserSession.fresh();
        for (int i = 0; i < 3; i++) {
            assertThat(scanner.get(link).text()).contains("Sign me out everywhere");
            scanner.probe("HEAD", link);
        }
        assertThat(browser.tab().openLogin(realm.name(), "web").isSignedIn()).isTrue();

        Page done = scanner.get(link).press("Sign me out everywhere");

        assertThat(done.text()).contains("You are signed out everywhere");
        assertThat(browser.tab().openLogin(realm.name(), "web").isLoginPage()).isTrue();
        assertThat(elsewhere.browser().openLogin(realm.name(), "web").isLoginPage())
                .isTrue();
        assertThat(realm.events(user).toString()).contains("reported");
        assertThat(scanner.get(link).text()).contains("has been used or is too old");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
    }

    @Test
    void aForgedAnOldAndAnotherRealmsLinkDoNothing() {
        openSettings();
        browser.page().press("Switch off");
        browser.page().press("Done");
        String link = link(profile.message(1));
        String key = link.substring(link.indexOf("key=") + 4);
        TestRealm other = TestRealm.create();
        String forged = key.substring(0, key.length() - 4) + (key.endsWith("AAAA") ? "BBBB" : "AAAA");

        for (String wrong : new String[] {forged, "", "x", key + "x", "a.b.c"}) {
            assertReportedInVain(realm, wrong);
        }
        assertReportedInVain(other, key);
        TestKeycloak.shared().setClockAhead(Duration.ofDays(7).plusSeconds(1));
        assertReportedInVain(realm, key);
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
        assertThat(browser.tab().openLogin(realm.name(), "web").isSignedIn()).isTrue();
    }

    @Test
    void thePageBehindTheLinkIsAccessible() {
        openSettings();
        browser.page().press("Switch off");
        try (BrowserContext context = Chromium.newContext()) {
            com.microsoft.playwright.Page page = context.newPage();
            page.navigate(link(profile.message(1)));
            Chromium.assertNoAxeViolations(page);
            Chromium.picture(page, "report");
            page.click("#two-factor-report");
            page.waitForSelector("text=You are signed out everywhere");
            Chromium.assertNoAxeViolations(page);
        }
    }

    private static void assertReportedInVain(TestRealm where, String key) {
        String page = TestKeycloak.shared().url() + "/realms/" + where.name() + "/two-factor-notice/report";
        BrowserSession anybody = BrowserSession.fresh();
        assertThat(anybody.get(page + "?key=" + key).text()).contains("has been used or is too old");
        assertThat(anybody.post(page, Map.of("key", key)).text()).contains("has been used or is too old");
    }

    private void openSettings() {
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-settings");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        browser.page().submit(Map.of("code", texts.code(1)));
    }

    private void remove(String type) {
        browser.page().submit(Map.of("remove", credential(type))).press("Remove");
    }

    private String credential(String type) {
        for (JsonNode row : realm.credentials(user)) {
            if (row.path("type").asText().equals(type)) {
                return row.path("id").asText();
            }
        }
        throw new AssertionError("No credential " + type);
    }

    private static String smsOf(TestRealm told, TestUser owner) {
        for (JsonNode row : told.credentials(owner)) {
            if (row.path("type").asText().equals("two-factor-sms")) {
                return row.path("id").asText();
            }
        }
        throw new AssertionError("No phone");
    }

    private static String link(InboxMessage mail) {
        Matcher link = LINK.matcher(mail.text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }
}
