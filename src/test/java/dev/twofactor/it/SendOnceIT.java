package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What browsers, networks and hands do besides one click, and that it never sends a second message. Set-ups are in
 * {@link EnrollmentIT}, the token endpoint in {@link DirectGrantIT}.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class SendOnceIT {

    private static TestRealm realm;

    private final Method method;
    private final TestUser user;
    private final CodeInbox inbox;
    private final SignIn person = realm.signIn();

    SendOnceIT(Method method) {
        this.method = method;
        this.user = method.newUser(realm);
        this.inbox = method.inbox(user);
    }

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    private Map<String, String> password() {
        return Map.of("username", user.name(), "password", user.password());
    }

    private long challenges() {
        return Rows.count("select count(*) from two_factor_challenge where user_id = ?", user);
    }

    private void assertMessagesAndSignIn(int messages) {
        assertMessagesAndSignIn(messages, pageNow());
    }

    // Keycloak may note the password's page for a click that came late after it noted that the password was right: one
    // double click in twenty, with its own authenticator app as well.
    private void assertOneMessageAndSignInThoughPasswordsRaced() {
        Page page = pageNow();
        boolean asked = page.html().selectFirst("input[name=password]") != null;
        assertMessagesAndSignIn(1, asked ? page.submit(Map.of("password", user.password())) : page);
    }

    private Page pageNow() {
        Page page = person.browser().reload();
        Element further = page.html().selectFirst("#loginContinueLink");
        // Keycloak says that the page has expired, which may be a person's third click.
        return further == null ? page : person.browser().get(further.absUrl("href"));
    }

    private void assertMessagesAndSignIn(int messages, Page page) {
        assertThat(page.isCodePage()).as(page.text()).isTrue();
        inbox.awaitSettled(user);
        assertThat(inbox.count()).isEqualTo(messages);
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isEqualTo(messages);
        assertThat(person.code(inbox.code(messages)).isSignedIn()).isTrue();
    }

    @Test
    void reloadingTwentyTimesSendsNothing() {
        person.password(user);
        inbox.message(1);
        for (int i = 0; i < 20; i++) {
            assertThat(person.browser().reload().isCodePage()).isTrue();
        }

        assertThat(inbox.count()).isEqualTo(1);
        assertThat(person.code(inbox.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void getHeadAndPrefetchOfTheActionSendAndCountNothing() {
        Page page = person.password(user);
        inbox.message(1);
        String action = page.form("code").action();

        Page shown = person.browser().get(action + "&code=000000&resend=true");
        assertThat(shown.isCodePage()).isTrue();
        assertThat(shown.errors()).isEmpty();
        person.browser().probe("HEAD", shown.form("code").action());
        person.browser().prefetch(action);
        assertThat(person.browser().reload().isCodePage()).isTrue();

        assertThat(inbox.count()).isEqualTo(1);
        assertThat(Rows.evaluations(user)).isZero();
        assertThat(person.code(inbox.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void aChangeOfLanguageSendsNothing() {
        person.password(user);
        inbox.message(1);

        Page german = person.page().inLanguage("Deutsch");

        assertThat(german.isCodePage()).isTrue();
        assertThat(german.text()).contains(method.germanPage());
        assertThat(inbox.count()).isEqualTo(1);
        assertThat(person.code(inbox.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void goingBackToTheLoginPageAndSigningInAgainInTheSameBrowserSendsNothing() {
        person.password(user);
        inbox.message(1);

        Page again = person.password(user);

        assertThat(again.isCodePage()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void aSecondTabShowsTheSameChallengeAndItsCodeWorksThereOnce() {
        person.password(user);
        String code = inbox.code(1);
        SignIn second = person.tab();

        second.password(user);

        assertThat(inbox.count()).isEqualTo(1);
        assertThat(second.code(code).isSignedIn()).isTrue();
        assertThat(person.code(code).isSignedIn()).isFalse();
        assertThat(Rows.evaluations(user)).isEqualTo(1);
    }

    @Test
    void aDoubleClickOnSendNewCodeSendsExactlyOneMore() {
        Page page = person.password(user);
        inbox.message(1);
        inbox.awaitSettled(user);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        page = person.browser().reload();
        String action = page.form("code").action();

        Parallel.run(2, i -> person.browser().tab().post(action, Map.of("resend", "true")));
        inbox.message(2);
        person.browser().get(action);

        assertThat(inbox.count()).isEqualTo(2);
    }

    @Test
    void aDoubleClickBehindThePassword() {
        String action = person.open().form("username", "password").action();

        List<Page> pages = Parallel.run(2, i -> person.browser().tab().post(action, password()));

        assertThat(pages).allMatch(page -> page.status() < 500);
        person.browser().get(action);
        assertOneMessageAndSignInThoughPasswordsRaced();
    }

    @Test
    void thePasswordOnceMoreWhenItsAnswerWasLost() {
        String action = person.open().form("username", "password").action();
        person.browser().postAndLoseTheAnswer(action, password(), () -> inbox.count() == 1);

        person.browser().post(action, password());
        person.browser().post(action, password());

        assertOneMessageAndSignInThoughPasswordsRaced();
    }

    @Test
    void thePasswordOnceMoreWhileTheFirstIsStillUnderWay() {
        String action = person.open().form("username", "password").action();
        person.browser().postAndLoseTheAnswer(action, password(), () -> challenges() > 0);

        person.browser().post(action, password());

        assertOneMessageAndSignInThoughPasswordsRaced();
    }

    @Test
    void sendNewCodeOnceMoreWhenItsAnswerWasLost() {
        person.password(user);
        inbox.awaitSettled(user);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        Page page = person.browser().reload();
        String action = page.form("resend").action();
        Map<String, String> resend = Map.of("resend", "true");
        person.browser().postAndLoseTheAnswer(action, resend, () -> inbox.count() == 2);

        person.browser().post(action, resend);
        person.browser().post(action, resend);

        assertMessagesAndSignIn(2);
    }

    @Test
    void verifyOnceMoreWhenItsAnswerWasLost() {
        Page page = person.password(user);
        String code = inbox.code(1);
        String action = page.form("code").action();
        person.browser()
                .postAndLoseTheAnswer(
                        action,
                        Map.of("code", code),
                        () -> Rows.count("select count(*) from two_factor_challenge where user_id = ? and used", user)
                                == 1);

        person.browser().post(action, Map.of("code", code));
        person.browser().get(action);

        assertThat(inbox.count()).isEqualTo(1);
        assertThat(realm.events(user).findValuesAsText("type"))
                .filteredOn("LOGIN"::equals)
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void prefetchingAndPrerenderingEverythingOnEveryPage() {
        prefetchAll(person.open());
        prefetchAll(person.open().submit(password()));
        inbox.message(1);
        prefetchAll(person.page());
        person.browser().prefetch(person.page().form("code").action() + "&resend=true");

        Page page = person.browser().reload();

        assertThat(page.isCodePage()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);
    }

    // Keycloak's own link to begin anew does so for whoever follows it; a browser is told so and leaves it alone.
    private void prefetchAll(Page page) {
        person.browser().prefetch(page.url().toString());
        for (Element element : page.html().select("a[href], form[action]")) {
            String address = element.absUrl(element.hasAttr("href") ? "href" : "action");
            if (address.startsWith(TestKeycloak.shared().url()) && !address.contains("restart")) {
                person.browser().prefetch(address);
            }
        }
    }

    @Test
    void backToTheLoginPageAndForthByThePasswordAgain() {
        Page login = person.open();
        String action = login.form("username", "password").action();
        person.browser().post(action, password());
        inbox.message(1);
        person.browser().get(login.url().toString());
        person.browser().post(action, password());
        person.browser().get(action);

        assertMessagesAndSignIn(1);
    }

    @Test
    void programsThatOpenALinkToANewPassword() {
        TestRealm forgetful = TestRealm.create(file -> file.put("resetPasswordAllowed", true));
        AdminAs.server()
                .send("POST", forgetful.name(), "setup", AdminAs.json().put("bind", true))
                .good();
        TestUser forgetting = method.newUser(forgetful);
        String mailbox = MailAddresses.next();
        TestKeycloak.shared()
                .admin()
                .send(
                        "PUT",
                        "/" + forgetful.name() + "/users/" + forgetting.id(),
                        JsonNodeFactory.instance.objectNode().put("email", mailbox));
        SignIn owner = forgetful.signIn();
        owner.open().follow("Forgot Password?").submit(Map.of("username", forgetting.name()));
        String link = MailedLink.to(mailbox, 1);
        for (int i = 0; i < 2; i++) {
            BrowserSession.fresh().get(link);
            BrowserSession.fresh().probe("HEAD", link);
            BrowserSession.fresh().prefetch(link);
        }
        CodeInbox codes = method.inbox(forgetting);

        assertThat(codes.count()).isZero();
        Page elsewhere = BrowserSession.fresh().get(link);
        assertThat(elsewhere.isCodePage()).isTrue();
        assertThat(elsewhere.text()).contains("To go on, let us send a code");
        Page page = MailedLink.follow(owner.browser(), link);
        assertThat(page.isCodePage()).isTrue();
        codes.message(1);
        owner.browser().reload();
        assertThat(codes.count()).isEqualTo(1);
        Page asked = elsewhere.press("Send Code");
        assertThat(asked.submit(Map.of("code", codes.code(2))).html().select("input[name=password-new]"))
                .hasSize(1);
    }
}
