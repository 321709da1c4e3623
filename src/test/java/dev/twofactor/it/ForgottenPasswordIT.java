package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A forgotten password in a realm that was set up: the mailbox that gets the link is never enough where there is a factor. */
class ForgottenPasswordIT {

    private static final String FRESH = "a-fresh-Passw0rd";
    private static TestRealm realm;
    private static AdminApi admin;

    private final SignIn person = realm.signIn();
    private final String mailbox = MailAddresses.next();

    @BeforeAll
    static void setUpARealm() {
        realm = TestRealm.withoutTwoFactor();
        admin = TestKeycloak.shared().admin();
        SetupIT.addService(realm);
        SetupIT.setUp(realm, true);
    }

    @BeforeEach
    void optional() {
        policy("requirement", "");
        policy("email-without-enrolling", "");
    }

    private static void policy(String key, String value) {
        AdminAs.server()
                .send("PUT", realm.name(), "policy", AdminAs.json().put(key, value))
                .good();
    }

    private TestUser user(String phone, ObjectNode... credentials) {
        TestUser user = realm.newUser(phone, credentials);
        admin.send(
                "PUT",
                "/" + realm.name() + "/users/" + user.id(),
                AdminAs.json().put("email", mailbox));
        return user;
    }

    private TestUser userWithPhone(ObjectNode... more) {
        String phone = PhoneNumbers.next();
        return user(
                phone,
                Stream.concat(Stream.of(Credentials.phone(phone)), Stream.of(more))
                        .toArray(ObjectNode[]::new));
    }

    private Page followLink(TestUser user) {
        person.open().follow("Forgot Password?").submit(Map.of("username", user.name()));
        return MailedLink.follow(person.browser(), MailedLink.to(mailbox, 1));
    }

    private static boolean asksForNewPassword(Page page) {
        return page.html().selectFirst("input[name=password-new]") != null;
    }

    private static Page choosePassword(Page page) {
        return page.submit(Map.of("password-new", FRESH, "password-confirm", FRESH));
    }

    private Page signInWith(TestUser user, String password) {
        return realm.signIn().open().submit(Map.of("username", user.name(), "password", password));
    }

    @Test
    void whoHasNoSecondFactorResetsAsBefore() {
        TestUser user = user("");

        Page page = followLink(user);

        assertThat(asksForNewPassword(page)).isTrue();
        assertThat(choosePassword(page).isSignedIn()).isTrue();
    }

    @Test
    void whoMustHaveOneSetsItUpBehindTheNewPassword() {
        policy("requirement", "required");
        TestUser user = user("");

        Page page = followLink(user);
        Page after = asksForNewPassword(page) ? choosePassword(page) : page;

        assertThat(after.isSignedIn()).isFalse();
        assertThat(Enrolling.isAsked(after)).isTrue();
    }

    @Test
    void whoHasAPhoneEntersItsCodeBeforeTheNewPassword() {
        TestUser user = userWithPhone();
        Page page = followLink(user);
        assertThat(page.isCodePage()).isTrue();
        assertThat(asksForNewPassword(page)).isFalse();
        CodeInbox phone = new CodeInbox(user.phone());
        assertThat(asksForNewPassword(page.submit(Map.of("code", phone.wrongCode(1)))))
                .isFalse();

        Page right = person.page().submit(Map.of("code", phone.code(1)));

        assertThat(asksForNewPassword(right)).isTrue();
        assertThat(choosePassword(right).isSignedIn()).isTrue();
        assertThat(signInWith(user, FRESH).isCodePage()).isTrue();
    }

    @Test
    void theMailboxThatGotTheLinkGetsNoCode() {
        TestUser user = userWithPhone(Credentials.address(mailbox));
        Page page = followLink(user);
        new CodeInbox(user.phone()).message(1);
        assertThat(page.isCodePage()).isTrue();

        Page list = page.offersAnotherWay() ? page.tryAnotherWay() : page;
        if (list.methods().stream().anyMatch(method -> method.contains("Email"))) {
            Page other = list.method("Email");
            assertThat(asksForNewPassword(other)).isFalse();
            assertThat(other.isSignedIn()).isFalse();
        }

        assertThat(new CodeInbox(mailbox).count()).isEqualTo(1);
    }

    @Test
    void whoHasOnlyThatMailboxIsToldToAskForHelpAndKeepsThePassword() {
        TestUser user = user("", Credentials.address(mailbox));

        Page page = followLink(user);

        assertThat(page.text()).contains("a second step besides that mailbox");
        assertThat(asksForNewPassword(page)).isFalse();
        assertThat(new CodeInbox(mailbox).count()).isEqualTo(1);
        assertThat(asksForNewPassword(person.browser().reload())).isFalse();
        assertThat(signInWith(user, user.password()).isCodePage()).isTrue();
    }

    @Test
    void anAddressThatThePolicyLendsIsTheSameMailbox() {
        policy("email-without-enrolling", "true");
        TestUser user = user("");

        Page page = followLink(user);

        assertThat(asksForNewPassword(page)).isFalse();
        assertThat(new CodeInbox(mailbox).count()).isEqualTo(1);
    }

    @Test
    void aCodeToAnotherMailboxIsASecondFactor() {
        String other = MailAddresses.next();
        TestUser user = user("", Credentials.address(mailbox), Credentials.address(other));

        Page page = followLink(user);

        assertThat(page.isCodePage()).isTrue();
        assertThat(asksForNewPassword(page.submit(Map.of("code", new CodeInbox(other).code(1)))))
                .isTrue();
        assertThat(new CodeInbox(mailbox).count()).isEqualTo(1);
    }

    @Test
    void anAppIsAskedForAndNotReplaced() {
        TestUser user = user("", Credentials.app("JBSWY3DPEHPK3PXP"));

        Page page = followLink(user);
        assertThat(page.isCodePage()).isTrue();
        Page done = choosePassword(page.submit(Map.of("code", Credentials.appCode("JBSWY3DPEHPK3PXP"))));

        assertThat(done.isSignedIn()).isTrue();
        assertThat(realm.credentials(user).findValuesAsText("type")).containsOnlyOnce("otp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "authenticate"})
    void leavingThePageForTheLoginNeedsThePassword(String way) {
        TestUser user = userWithPhone();
        Page page = followLink(user);
        assertThat(page.isCodePage()).isTrue();

        Page left = person.browser()
                .get(page.url().toString().replaceFirst("/login-actions/[^?]*", "/login-actions/" + way));

        assertThat(left.isSignedIn()).isFalse();
        assertThat(asksForNewPassword(left)).isFalse();
    }

    @Test
    void theLinkInAnotherBrowserAsksForTheCodeToo() {
        TestUser user = userWithPhone();
        person.open().follow("Forgot Password?").submit(Map.of("username", user.name()));

        Page page = MailedLink.follow(BrowserSession.fresh(), MailedLink.to(mailbox, 1));

        assertThat(page.isCodePage()).isTrue();
        assertThat(asksForNewPassword(page)).isFalse();
    }

    @Test
    void aSetUpWithoutBindingAndItsTakingBackLeaveTheRealmsOwnFlow() {
        TestRealm fresh = TestRealm.withoutTwoFactor();
        SetupIT.setUp(fresh, false);
        assertThat(bound(fresh)).isEqualTo("reset credentials");
        SetupIT.setUp(fresh, true);
        assertThat(bound(fresh)).isEqualTo("two-factor reset credentials");
        assertThat(SetupIT.steps(fresh, "two-factor reset credentials"))
                .containsSubsequence(
                        "0 reset-credential-email REQUIRED",
                        "0 two-factor-reset REQUIRED",
                        "0 two-factor reset credentials second factor CONDITIONAL",
                        "1 two-factor-condition REQUIRED",
                        "1 two-factor-sms ALTERNATIVE",
                        "0 reset-password REQUIRED");
        SetupIT.takeBack(fresh);
        assertThat(bound(fresh)).isEqualTo("reset credentials");
    }

    private static String bound(TestRealm realm) {
        return admin.get("/" + realm.name()).path("resetCredentialsFlow").asText();
    }
}
