package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.inbox.InboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing in with a code, as a person without JavaScript does it: the same story for every channel. */
@ParameterizedClass(name = "{0}")
@EnumSource
class CodeSignInIT {

    private static final String REJECTED =
            "That code did not work or is no longer valid. Check the newest message, or send a new code.";
    private static final String NOT_DIGITS = "Enter the 6 digits from the message.";

    private static TestRealm realm;

    private final Method method;
    private final TestUser user;
    private final CodeInbox inbox;
    private final SignIn signIn = realm.signIn();

    CodeSignInIT(Method method) {
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

    @Test
    void passwordThenCodeGivesTheApplicationAnAuthorizationCode() {
        Page page = signIn.password(user);

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.text()).contains(method.masked(user)).doesNotContain(method.hidden(user));
        assertThat(signIn.code(inbox.code(1)).authorizationCode()).isPresent();
    }

    @Test
    void theMessageIsInTheUsersLanguage() {
        realm.signIn().open();
        SignIn german = new SignIn(BrowserSession.fresh().speaking("de"), realm.name());

        german.password(user);

        assertThat(inbox.message(1).text()).contains(method.germanMessage());
    }

    @Test
    void aWrongCodeShowsAClearMessageOnTheSamePageAndTheRightOneStillWorks() {
        signIn.password(user);

        Page page = signIn.code(inbox.wrongCode(1));

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors()).containsExactly(REJECTED);
        assertThat(signIn.code(inbox.code(1)).isSignedIn()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void afterFiveWrongCodesTheRightOneIsDeadToo() {
        signIn.password(user);
        for (int i = 0; i < 5; i++) {
            signIn.code(inbox.wrongCode(1));
        }

        Page page = signIn.code(inbox.code(1));

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors()).containsExactly(REJECTED);
    }

    @Test
    void spacesAndHyphensInACodeAreFine() {
        signIn.password(user);
        String code = inbox.code(1);

        assertThat(signIn.code(" " + code.substring(0, 3) + " - " + code.substring(3) + " ")
                        .isSignedIn())
                .isTrue();
    }

    @Test
    void sendNewCodeWaitsThirtySecondsAndThenSendsTheSameCodeAgain() {
        signIn.password(user);
        inbox.awaitSettled(user);

        Page early = signIn.resend();
        assertThat(early.errors()).singleElement().asString().startsWith("A new code can be sent in");
        assertThat(inbox.count()).isEqualTo(1);

        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        assertThat(signIn.resend().errors()).isEmpty();
        assertThat(inbox.code(2)).isEqualTo(inbox.code(1));
        inbox.awaitSettled(user);
        assertThat(signIn.resend().errors()).isNotEmpty();
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(92));
        signIn.resend();
        inbox.message(3);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(600));

        assertThat(signIn.browser().reload().text()).contains("All messages for this sign-in have been sent.");
        assertThat(inbox.count()).isEqualTo(3);
    }

    @Test
    void inNewCodeModeTheOldCodeIsDead() {
        TestRealm fresh = TestRealm.create();
        fresh.policy("resend", "new-code");
        TestUser other = method.newUser(fresh);
        CodeInbox messages = method.inbox(other);
        SignIn person = fresh.signIn();
        person.password(other);
        messages.awaitSettled(other);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        person.resend();
        String second = messages.code(2);

        if (!messages.code(1).equals(second)) {
            assertThat(person.code(messages.code(1)).errors()).containsExactly(REJECTED);
        }
        assertThat(person.code(second).isSignedIn()).isTrue();
    }

    @Test
    void afterARestartTheOldCodeDoesNotWork() {
        signIn.password(user);
        String old = inbox.code(1);
        Page login = signIn.page().restartLogin();
        assertThat(login.isLoginPage()).isTrue();
        Page page = login.submit(Map.of("username", user.name(), "password", user.password()));
        String fresh = inbox.code(2);

        assertThat(page.isCodePage()).isTrue();
        if (!old.equals(fresh)) {
            assertThat(signIn.code(old).errors()).containsExactly(REJECTED);
        }
        assertThat(signIn.code(fresh).isSignedIn()).isTrue();
    }

    @Test
    void inAnotherBrowserTheCodeDoesNotWorkAndStaysGoodInTheFirst() {
        signIn.password(user);
        String code = inbox.code(1);
        SignIn other = realm.signIn();
        other.password(user);
        String others = inbox.code(2);

        if (!code.equals(others)) {
            assertThat(other.code(code).errors()).containsExactly(REJECTED);
        }
        assertThat(signIn.code(code).isSignedIn()).isTrue();
        assertThat(other.code(others).isSignedIn()).isTrue();
    }

    @Test
    void anotherUsersCodeDoesNotWork() {
        signIn.password(user);
        String code = inbox.code(1);
        TestUser other = method.newUser(realm);
        SignIn otherSignIn = realm.signIn();
        otherSignIn.password(other);

        if (!code.equals(method.inbox(other).code(1))) {
            assertThat(otherSignIn.code(code).errors()).containsExactly(REJECTED);
        }
        assertThat(signIn.code(code).isSignedIn()).isTrue();
    }

    @Test
    void aCodeIsGoodJustBeforeThreeHundredSecondsAndThenExpiredInTheSameWords() {
        signIn.password(user);
        String code = inbox.code(1);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(300));

        assertThat(signIn.code(code).errors()).containsExactly(REJECTED);

        SignIn second = realm.signIn();
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
        TestUser other = method.newUser(realm);
        second.password(other);
        String inTime = method.inbox(other).code(1);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(290));
        assertThat(second.code(inTime).isSignedIn()).isTrue();
    }

    @Test
    void tenWrongCodesADayLockTheUserInEveryBrowserUntilTheDayIsOver() {
        for (int login = 1; login <= 2; login++) {
            SignIn browser = realm.signIn();
            browser.password(user);
            for (int i = 0; i < 5; i++) {
                browser.code(inbox.wrongCode(login));
            }
        }

        Page locked = realm.signIn().password(user);

        assertThat(locked.errors()).singleElement().asString().startsWith("Too many wrong codes.");
        assertThat(inbox.count()).isEqualTo(2);
        assertThat(Rows.evaluations(user)).isEqualTo(10);
        TestKeycloak.shared().setClockAhead(Duration.ofHours(24).plusSeconds(5));
        SignIn nextDay = realm.signIn();
        nextDay.password(user);
        assertThat(nextDay.code(inbox.code(3)).isSignedIn()).isTrue();
    }

    @Test
    void whateverIsPostedInsteadOfACodeIsAnErrorOnThePage() {
        signIn.password(user);
        String code = inbox.code(1);
        String form = "application/x-www-form-urlencoded";
        for (String body : List.of(
                "",
                "code=",
                "other=1",
                "code=" + code + "&code=" + code,
                "code=12345",
                "code=12345678901",
                "code=abcdef",
                "code=" + code + "%00",
                "code=%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6",
                "code=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96",
                "code=" + "1".repeat(126 * 1024))) {
            Page page = signIn.browser().post(signIn.page().form("code").action(), body, form);

            String what = body.substring(0, Math.min(40, body.length()));
            assertThat(page.status()).as(what).isEqualTo(200);
            assertThat(page.errors()).as(what).containsExactly(NOT_DIGITS);
            // Nothing waits here: it takes longer only if the longest body is read anew for each of its characters.
            assertThat(page.took()).as(what).isLessThan(Duration.ofSeconds(4));
            assertThat(page.body()).as(what).doesNotContain("Exception");
        }
        assertThat(Rows.evaluations(user)).isZero();
        assertThat(signIn.code(code).isSignedIn()).isTrue();
    }

    @Test
    void aBodyOverKeycloaksOwnLimitIsRefusedByKeycloak() {
        signIn.password(user);
        String action = signIn.page().form("code").action();

        Page page = signIn.browser()
                .probePost(action, "code=" + "1".repeat(140 * 1024), "application/x-www-form-urlencoded");

        assertThat(page.status()).isEqualTo(413);
        assertThat(signIn.code(inbox.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void aUserWithoutTheMethodIsNotAskedAndAUserWithAnAppFallsToTheApp() {
        assertThat(realm.signIn().password(realm.newUserWithoutPhone()).isSignedIn())
                .isTrue();

        TestUser app = realm.newUser("", Credentials.app("JBSWY3DPEHPK3PXP"));
        Page page = realm.signIn().password(app);
        assertThat(page.text()).contains("authenticator app");
        assertThat(page.isSignedIn()).isFalse();
    }

    @Test
    void whereTheStepIsRequiredAUserWithoutTheMethodDoesNotGetThrough() {
        TestRealm strict =
                TestRealm.create(file -> file.withArray("/authenticationFlows").forEach(flow -> {
                    if (flow.path("alias").asText().equals("second factor")) {
                        ((com.fasterxml.jackson.databind.node.ArrayNode) flow.path("authenticationExecutions"))
                                .removeAll()
                                .addObject()
                                .put("authenticator", method.id())
                                .put("requirement", "REQUIRED")
                                .put("priority", 10);
                    }
                    if (flow.path("alias").asText().equals("forms")) {
                        ((com.fasterxml.jackson.databind.node.ObjectNode)
                                        flow.path("authenticationExecutions").path(2))
                                .put("requirement", "REQUIRED");
                    }
                }));

        Page page = strict.signIn().password(strict.newUserWithoutPhone());

        assertThat(page.isSignedIn()).isFalse();
        assertThat(page.status()).isLessThan(500);
    }

    @Test
    void theOlderThemeShowsTheSamePage() {
        TestRealm old = TestRealm.create(file -> file.put("loginTheme", "keycloak"));
        TestUser other = method.newUser(old);
        SignIn person = old.signIn();
        CodeInbox messages = method.inbox(other);

        Page page = person.password(other);

        assertThat(page.isCodePage()).isTrue();
        assertThat(person.code(messages.wrongCode(1)).errors()).containsExactly(REJECTED);
        assertThat(person.code(messages.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void aUserWithAppAndAnotherMethodCanTryAnotherWay() {
        TestUser both = realm.newUser(
                "",
                method == Method.SMS
                        ? Credentials.phone(PhoneNumbers.next())
                        : Credentials.address(MailAddresses.next()),
                Credentials.app("JBSWY3DPEHPK3PXP"));
        Page page = realm.signIn().password(both);

        assertThat(page.offersAnotherWay()).isTrue();
        assertThat(page.tryAnotherWay().text()).contains(method.label());
    }

    @Test
    void rowsGoWithTheUserAndTheRealm() {
        TestRealm gone = TestRealm.create();
        TestUser first = method.newUser(gone);
        TestUser second = method.newUser(gone);
        for (TestUser each : List.of(first, second)) {
            gone.signIn().password(each);
            method.inbox(each).awaitSettled(each);
            assertThat(Rows.of(each)).isPositive();
        }

        gone.delete(first);
        assertThat(Rows.of(first)).isZero();
        assertThat(Rows.of(second)).isPositive();
        gone.delete();
        assertThat(Rows.of(second)).isZero();
    }

    @Test
    void eventsTellOfWrongCodesWithoutCodeOrNumber() {
        signIn.password(user);
        signIn.code(inbox.wrongCode(1));
        signIn.code(inbox.code(1));

        List<String> events =
                realm.events(user).findValuesAsText("type").stream().collect(Collectors.toList());
        assertThat(events).contains("LOGIN_ERROR", "LOGIN");
        assertThat(realm.events(user).toString())
                .contains("invalid_user_credentials", method.id(), "wrong")
                .doesNotContain(inbox.code(1), inbox.wrongCode(1), method.destination(user), method.hidden(user));
    }

    @Test
    void noRowHoldsACodeOrANumber() {
        signIn.password(user);
        String code = inbox.code(1);
        InboxMessage message = inbox.message(1);
        inbox.awaitSettled(user);

        assertThat(Rows.everythingOf(user))
                .doesNotContain(code, message.to(), method.hidden(user))
                .contains("SENT");
    }
}
