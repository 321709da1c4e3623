package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import dev.twofactor.domain.check.MessageLint;
import dev.twofactor.inbox.InboxMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** "This was not me" in a message with a code: for people who did not ask for it, and never for programs that open links. */
class CodeReportIT {

    private static final Pattern LINK = Pattern.compile("(http\\S+/two-factor-notice\\?[A-Za-z]{14})(?=\\s|$)");
    private static final String BUTTON = "Sign me out everywhere";
    private static final String OVER = "has been used or is too old";

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
        realm.policy("report-link-in-texts", "always");
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    private static String link(InboxMessage message) {
        Matcher link = LINK.matcher(message.text());
        assertThat(link.find()).as("a link").isTrue();
        Secrets.remember(link.group(1).substring(link.group(1).lastIndexOf('?') + 1));
        return link.group(1);
    }

    private static boolean isSignedIn(SignIn person) {
        return person.tab().open().isSignedIn();
    }

    @ParameterizedTest
    @EnumSource
    void oneButtonEndsTheLoginItsCodeAllSessionsAndAllTrust(Method method) {
        TestUser user = method.newUser(realm);
        CodeInbox inbox = method.inbox(user);
        SignIn home = TrustKit.trusting(realm, user);
        SignIn stranger = realm.signIn();
        stranger.password(user);
        InboxMessage message = inbox.message(2);

        Page done = BrowserSession.fresh().get(link(message)).press(BUTTON);

        assertThat(done.text()).contains("You are signed out everywhere");
        assertThat(stranger.code(inbox.code(2)).isSignedIn()).isFalse();
        assertThat(stranger.browser().reload().isCodePage()).isFalse();
        assertThat(isSignedIn(home)).isFalse();
        assertThat(TrustKit.devices(user)).isZero();
        assertThat(TrustKit.ends(realm, user)).contains("not-me");
        assertThat(realm.events(user).toString())
                .contains("\"two_factor_reason\":\"reported\"")
                .contains("\"two_factor_finding\":\"alarm\"")
                .contains("two_factor_code_not_asked_for");
        assertThat(BrowserSession.fresh().get(link(message)).text()).contains(OVER);
        assertThat(home.password(user).isCodePage()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void programsThatOpenEveryLinkChangeNothingAndSendNothing(Method method) {
        TestUser user = method.newUser(realm);
        CodeInbox inbox = method.inbox(user);
        SignIn home = TrustKit.trusting(realm, user);
        SignIn person = realm.signIn();
        person.password(user);
        InboxMessage message = inbox.message(2);
        BrowserSession scanner = BrowserSession.fresh();
        Matcher links = Pattern.compile("https?://[^\\s\"<>]+").matcher(message.text() + " " + message.html());
        int opened = 0;
        while (links.find()) {
            Page page = scanner.get(links.group());
            assertThat(page.text()).contains(BUTTON);
            assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
            scanner.probe("HEAD", links.group());
            scanner.prefetch(links.group());
            page.html().select("a[href], link[href], img[src], script[src]").forEach(element -> scanner.tab()
                    .get(element.absUrl(element.hasAttr("href") ? "href" : "src")));
            // The address of the button, which a program may find as well.
            scanner.get(page.form("key").action());
            opened++;
        }

        assertThat(opened).isPositive();
        assertThat(inbox.count()).isEqualTo(2);
        assertThat(isSignedIn(home)).isTrue();
        assertThat(TrustKit.devices(user)).isEqualTo(1);
        assertThat(realm.events(user).toString()).doesNotContain("not_asked_for");
        assertThat(person.code(inbox.code(2)).isSignedIn()).isTrue();
    }

    @Test
    void aStrangerWhoTypedTheCodeAlreadyIsSignedOutToo() {
        TestUser user = realm.newUser();
        CodeInbox inbox = new CodeInbox(user.phone());
        SignIn stranger = realm.signIn();
        stranger.password(user);
        assertThat(stranger.code(inbox.code(1)).isSignedIn()).isTrue();
        assertThat(isSignedIn(stranger)).isTrue();

        BrowserSession.fresh().get(link(inbox.message(1))).press(BUTTON);

        assertThat(isSignedIn(stranger)).isFalse();
    }

    @Test
    void anotherWayDoesNotLeadOnFromALoginThatWasReported() {
        String phone = PhoneNumbers.next();
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()));
        SignIn stranger = realm.signIn();
        Page page = stranger.password(user);
        assertThat(page.offersAnotherWay()).isTrue();
        SignIn tab = stranger.tab();
        Page second = tab.password(user);

        BrowserSession.fresh().get(link(new CodeInbox(phone).message(1))).press(BUTTON);

        assertThat(page.tryAnotherWay().html().select("#kc-select-credential-form"))
                .isEmpty();
        assertThat(second.submit(Map.of("resend", "on")).isCodePage()).isFalse();
        assertThat(new CodeInbox(user.address()).count()).isZero();
        assertThat(new CodeInbox(phone).count()).isEqualTo(1);
    }

    @Test
    void aForgedAnOldAndAnotherRealmsLinkDoNothing() {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        String link = link(new CodeInbox(user.phone()).message(1));
        String key = link.substring(link.lastIndexOf('?') + 1);
        String forged = (key.startsWith("A") ? "B" : "A") + key.substring(1);

        assertReportedInVain(realm, forged);
        assertReportedInVain(TestRealm.create(), key);
        TestKeycloak.shared().setClockAhead(Duration.ofDays(1).plusSeconds(1));
        assertReportedInVain(realm, key);
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
        assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    private static void assertReportedInVain(TestRealm where, String key) {
        String pages = TestKeycloak.shared().url() + "/realms/" + where.name() + "/two-factor-notice";
        BrowserSession anybody = BrowserSession.fresh();
        assertThat(anybody.get(pages + "?" + key).text()).contains(OVER);
        assertThat(anybody.post(pages + "/report", Map.of("key", key)).text()).contains(OVER);
    }

    @Test
    void aTextHasNoLinkUnlessThePolicySaysSoAndOnePartWhereItMustFit() {
        TestRealm quiet = TestRealm.create();
        assertThat(text(quiet)).doesNotContain("http");
        quiet.policy("report-link-in-texts", "if-it-fits");
        String linked = text(quiet);
        assertThat(linked).containsPattern(" Not you\\? " + LINK.pattern());
        String code = linked.substring(0, 6);
        String report = linked.substring(linked.indexOf("Not you?"), linked.indexOf('\n'));
        MessageLint lint = MessageLint.of(linked, code, "localhost", report);
        assertThat(lint).isEqualTo(new MessageLint(true, 1, java.util.List.of()));

        // 40 letters outside the alphabet: without the link one part, with it more.
        quiet.policy("company-name", "Ж".repeat(10));
        assertThat(text(quiet)).contains("Ж").doesNotContain("http");
        quiet.policy("report-link-in-texts", "always");
        assertThat(text(quiet)).contains("Ж").containsPattern(LINK);
    }

    private static String text(TestRealm where) {
        TestUser user = where.newUser();
        where.signIn().password(user);
        return new CodeInbox(user.phone()).message(1).text();
    }

    @Test
    void theCheckOfMessagesKnowsOurLinkAndWhatItCosts() {
        TestRealm checked = TestRealm.create();
        checked.policy("report-link-in-texts", "always");
        JsonNode fits = messages(checked);
        assertThat(fits.path("text").asText()).containsPattern(LINK);
        assertThat(fits.path("problems")).isEmpty();
        checked.policy("company-name", "A company with a rather long name, Inc.");
        assertThat(messages(checked).path("segments").asInt()).isEqualTo(2);
        assertThat(messages(checked).path("problems").toString()).isEqualTo("[\"link-costs-part\"]");
        checked.policy("report-link-in-texts", "if-it-fits");
        assertThat(messages(checked).path("segments").asInt()).isEqualTo(1);
        assertThat(messages(checked).path("problems")).isEmpty();
    }

    private static JsonNode messages(TestRealm checked) {
        for (JsonNode each : AdminAs.server()
                .send("GET", checked.name(), "check/messages", null)
                .good()) {
            if (each.path("language").asText().equals("en")) {
                return each;
            }
        }
        throw new AssertionError("no English message");
    }

    @Test
    void atTheTokenEndpointTheCodeEndsToo() {
        TestRealm whole = TestRealm.createWithSetUp();
        whole.policy("report-link-in-texts", "always");
        TestUser user = whole.newUser();
        TokenEndpoint application = TokenEndpoint.of(whole, "reported");
        application.call(user);
        CodeInbox inbox = new CodeInbox(user.phone());
        String code = inbox.code(1);

        BrowserSession.fresh().get(link(inbox.message(1))).press(BUTTON);

        TokenEndpoint.Answer answer = application.call(user, "otp", code);

        assertThat(answer.hasTokens()).isFalse();
        assertThat(answer.error()).isEqualTo("invalid_grant");
    }

    @Test
    void whoeverGetsACodeToSetAPhoneUpIsGivenNoSuchLink() {
        TestUser user = realm.newUserWithoutPhone();
        String number = PhoneNumbers.next();
        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        browser.page().submit(Map.of("phoneNumber", number));

        assertThat(new CodeInbox(number).message(1).text()).doesNotContain("http");
    }

    @Test
    void withoutScriptThePageIsAccessibleAndItsButtonWorks() {
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        String link = link(new CodeInbox(user.phone()).message(1));
        try (BrowserContext reader = Chromium.newContext();
                BrowserContext plain =
                        Chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            com.microsoft.playwright.Page read = reader.newPage();
            read.navigate(link);
            Chromium.assertNoAxeViolations(read);
            com.microsoft.playwright.Page page = plain.newPage();
            page.navigate(link);
            page.click("#two-factor-report");
            page.waitForSelector("text=You are signed out everywhere");
            assertThat(URI.create(page.url()).getPath()).endsWith("/two-factor-notice/report");
        }
    }
}
