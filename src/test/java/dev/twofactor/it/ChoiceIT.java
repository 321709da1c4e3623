package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The condition of the sub-flow, and the choice between the methods in it. */
class ChoiceIT {

    private static final String SECRET = "JBSWY3DPEHPK3PXP";
    private static final String TEXT = "Text message";
    private static final String MAIL = "Email";
    private static final String APP = "Authenticator Application";
    private static final String ALL_SENT = "All messages for this sign-in have been sent";

    private static TestRealm realm;

    private final String phone = PhoneNumbers.next();
    private final String mail = "choice" + phone.substring(1) + "@mail.example";
    private final CodeInbox texts = new CodeInbox(phone);
    private final CodeInbox mails = new CodeInbox(mail);
    private final SignIn signIn = realm.signIn();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aUserWithNothingSetUpIsNotAskedThoughThereIsAnEmailAddress() {
        assertThat(signIn.password(realm.newUserWithoutPhone()).isSignedIn()).isTrue();
    }

    @Test
    void aUserWithRecoveryCodesAloneIsAskedByKeycloaksOwnStep() {
        TestUser user = realm.newUser("", Credentials.recoveryCode("ABCDEFGHIJKL"));

        Page page = signIn.password(user);

        assertThat(page.isCodePage()).isFalse();
        assertThat(page.offersAnotherWay()).isFalse();
        assertThat(page.submit(Map.of("recoveryCodeInput", "ABCD-EFGH-IJKL")).isLoginPage())
                .isFalse();
        assertThat(realm.events(user).toString()).doesNotContain("LOGIN_ERROR");
    }

    @Test
    void aUserWithASecurityKeyAloneIsAskedByKeycloaksOwnStep() {
        Page page = signIn.password(realm.newUser("", Credentials.securityKey()));

        assertThat(page.isSignedIn()).isFalse();
        assertThat(page.html().getElementById("webauth")).isNotNull();
        assertThat(page.offersAnotherWay()).isFalse();
    }

    @Test
    void aMethodThatTheFlowHasSwitchedOffDoesNotCount() {
        TestRealm without = withFlow(steps -> ((ObjectNode) steps.path(1)).put("requirement", "DISABLED"));
        TestUser user = without.newUser();

        assertThat(without.signIn().password(user).isSignedIn()).isTrue();
    }

    @Test
    void stepsInNestedSubFlowsCount() {
        TestRealm nested = TestRealm.create(file -> {
            ArrayNode steps = steps(file);
            JsonNode sms = steps.remove(1);
            ObjectNode inner = file.withArray("/authenticationFlows").addObject();
            inner.put("alias", "inner").put("providerId", "basic-flow").put("topLevel", false);
            inner.put("builtIn", false).putArray("authenticationExecutions").add(sms);
            steps.addObject()
                    .put("authenticatorFlow", true)
                    .put("flowAlias", "inner")
                    .put("requirement", "ALTERNATIVE")
                    .put("priority", 20);
        });
        TestUser user = nested.newUser();
        SignIn person = nested.signIn();

        assertThat(nested.signIn().password(nested.newUserWithoutPhone()).isSignedIn())
                .isTrue();
        assertThat(person.password(user).isCodePage()).isTrue();
        assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    @Test
    void theListNamesWhatTheUserHasSetUpAndWhereCodesGo() {
        signIn.password(everything());

        Page list = signIn.page().tryAnotherWay();

        assertThat(list.methods()).hasSize(3);
        assertThat(list.methods().get(0)).isEqualTo(TEXT + " to +1 ••• ••• ••" + phone.substring(10));
        assertThat(list.methods().get(1)).startsWith(MAIL + " to c•••@").doesNotContain(mail);
        assertThat(list.methods().get(2)).startsWith(APP);
        assertThat(list.body()).doesNotContain(phone.substring(2), mail.substring(0, mail.indexOf('@')));
    }

    @Test
    void theListIsTheSameInTheOlderThemeAndInTheUsersLanguage() {
        TestRealm old = TestRealm.create(file -> file.put("loginTheme", "keycloak"));
        TestUser user = old.newUser(phone, Credentials.phone(phone), Credentials.app(SECRET));
        SignIn german = new SignIn(BrowserSession.fresh().speaking("de"), old.name());
        german.password(user);

        Page list = german.page().tryAnotherWay();

        assertThat(list.methods()).hasSize(2);
        assertThat(list.methods().get(0)).isEqualTo("SMS an +1 ••• ••• ••" + phone.substring(10));
    }

    @Test
    void theUsersDefaultComesFirst() {
        TestUser user = realm.newUser(phone, Credentials.app(SECRET), Credentials.phone(phone));

        Page page = signIn.password(user);

        assertThat(page.text()).contains("authenticator app");
        assertThat(texts.count()).isZero();
        assertThat(page.tryAnotherWay().method(TEXT).isCodePage()).isTrue();
        assertThat(signIn.code(texts.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void switchingBackAndForthTenTimesSendsOneMessageAndNeverSkipsTheStep() {
        signIn.password(phoneAndApp());
        for (int i = 0; i < 10; i++) {
            assertThat(signIn.page().tryAnotherWay().method(APP).text()).contains("authenticator app");
            assertThat(signIn.page().tryAnotherWay().method(TEXT).isCodePage()).isTrue();
        }

        assertThat(texts.count()).isEqualTo(1);
        assertThat(signIn.code(texts.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void switchingBetweenThreeMethodsSendsOneMessageByEachAndTheirCodesStayApart() {
        signIn.password(everything());
        for (int i = 0; i < 10; i++) {
            assertThat(choose(MAIL).isCodePage()).isTrue();
            assertThat(choose(APP).text()).contains("authenticator app");
            assertThat(choose(TEXT).isCodePage()).isTrue();
        }

        assertThat(texts.count()).isEqualTo(1);
        assertThat(mails.count()).isEqualTo(1);
        if (!texts.code(1).equals(mails.code(1))) {
            assertThat(signIn.code(mails.code(1)).isSignedIn()).isFalse();
            choose(MAIL);
            assertThat(signIn.code(texts.code(1)).isSignedIn()).isFalse();
        }
        choose(APP);
        assertThat(signIn.code(texts.code(1)).isSignedIn()).isFalse();
        choose(MAIL);
        assertThat(signIn.code(mails.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void wrongCodesOfAllMethodsCountTogether() {
        TestUser user = everything();
        signIn.password(user);
        choose(MAIL);
        for (int i = 0; i < 4; i++) {
            signIn.code(mails.wrongCode(1));
        }
        choose(TEXT);
        for (int i = 0; i < 4; i++) {
            signIn.code(texts.wrongCode(1));
        }
        choose(APP);
        for (int i = 0; i < 2; i++) {
            signIn.code(texts.code(1));
        }

        for (String method : List.of(MAIL, TEXT, APP)) {
            choose(method);
            String right = method.equals(APP)
                    ? Credentials.appCode(SECRET)
                    : inbox(method).code(1);
            assertThat(signIn.code(right).errors()).singleElement().asString().startsWith("Too many wrong codes.");
        }
        assertThat(Rows.evaluations(user)).isEqualTo(10);
    }

    @Test
    void anotherPhoneIsPickedInTheFormAndGetsItsCodeOnce() {
        String second = PhoneNumbers.next();
        CodeInbox others = new CodeInbox(second);
        signIn.password(realm.newUser(phone, phone(phone, "Mine"), phone(second, "<b>Work</b>")));
        String code = texts.code(1);
        for (int i = 0; i < 5; i++) {
            assertThat(pick("<b>Work</b>").isCodePage()).isTrue();
            assertThat(others.code(1)).isNotEmpty();
            assertThat(pick("Mine").isCodePage()).isTrue();
        }
        assertThat(texts.count()).isEqualTo(1);
        assertThat(others.count()).isEqualTo(1);

        pick("<b>Work</b>");
        assertThat(signIn.browser().reload().text()).contains("Mine");
        if (!code.equals(others.code(1))) {
            assertThat(signIn.code(code).errors()).isNotEmpty();
        }
        assertThat(signIn.code(others.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void whoeverPicksAForeignPhoneKeepsTheOwn() {
        TestUser other = realm.newUser();
        String foreign = realm.credentials(other).findValuesAsText("id").get(1);
        signIn.password(realm.newUser(phone, Credentials.phone(phone)));
        texts.code(1);
        String action = signIn.page().form("code").action();

        Page page = signIn.browser().post(action, Map.of("credentialId", foreign));

        assertThat(page.text()).contains("••" + phone.substring(10));
        assertThat(new CodeInbox(other.phone()).count()).isZero();
        assertThat(texts.count()).isEqualTo(1);
    }

    @Test
    void theMessagesOfALoginCountTogetherOverItsPhonesAndChannels() {
        String second = PhoneNumbers.next();
        String third = PhoneNumbers.next();
        TestUser user = realm.newUser(
                phone, phone(phone, "One"), phone(second, "Two"), phone(third, "Three"), Credentials.address(mail));
        signIn.password(user);
        choose(MAIL);
        choose(TEXT);
        pick("Two");

        Page page = pick("Three");

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors()).singleElement().asString().startsWith(ALL_SENT);
        // What a sender had not taken yet would be too late after that, and never leave.
        texts.awaitSettled(user);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(200));
        assertThat(pick("One").text()).contains(ALL_SENT);
        assertThat(choose(MAIL).text()).contains(ALL_SENT);
        texts.awaitSettled(user);
        assertThat(texts.count()).isEqualTo(1);
        assertThat(mails.count()).isEqualTo(1);
        assertThat(new CodeInbox(second).count()).isEqualTo(1);
        assertThat(new CodeInbox(third).count()).isZero();
        assertThat(signIn.code(mails.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void afterARestartNoOldCodeOfAnyDestinationWorks() {
        TestUser user = everything();
        signIn.password(user);
        choose(MAIL);
        String oldText = texts.code(1);
        String oldMail = mails.code(1);
        signIn.page().restartLogin().submit(Map.of("username", user.name(), "password", user.password()));
        choose(MAIL);

        if (!oldMail.equals(mails.code(2))) {
            assertThat(signIn.code(oldMail).errors()).isNotEmpty();
        }
        choose(TEXT);
        if (!oldText.equals(texts.code(2))) {
            assertThat(signIn.code(oldText).errors()).isNotEmpty();
        }
        assertThat(signIn.code(texts.code(2)).isSignedIn()).isTrue();
    }

    @Test
    void theConsolesListOurMethodsInPlainWords() {
        TestUser user = everything();

        assertThat(realm.credentials(user).findValuesAsText("type"))
                .containsExactly("password", "two-factor-sms", "two-factor-email", "otp");
        signIn.password(user);
        Page signedIn = signIn.code(texts.code(1));
        JsonNode account = new AccountApi(TestKeycloak.shared().url(), realm.name(), signedIn).credentials();
        assertThat(account.findValuesAsText("type")).contains("two-factor-sms", "two-factor-email", "otp");
        assertThat(account.findValuesAsText("helptext"))
                .contains("two-factor-sms-help-text", "two-factor-email-help-text");
    }

    private TestUser phoneAndApp() {
        return realm.newUser(phone, Credentials.phone(phone), Credentials.app(SECRET));
    }

    private TestUser everything() {
        return realm.newUser(phone, Credentials.phone(phone), Credentials.address(mail), Credentials.app(SECRET));
    }

    private CodeInbox inbox(String method) {
        return method.equals(MAIL) ? mails : texts;
    }

    private Page choose(String method) {
        return signIn.page().tryAnotherWay().method(method);
    }

    private Page pick(String label) {
        return signIn.page().press(label);
    }

    private static ObjectNode phone(String number, String label) {
        return Credentials.phone(number).put("userLabel", label);
    }

    private static TestRealm withFlow(Consumer<ArrayNode> change) {
        return TestRealm.create(file -> change.accept(steps(file)));
    }

    private static ArrayNode steps(ObjectNode file) {
        for (JsonNode flow : file.withArray("/authenticationFlows")) {
            if (flow.path("alias").asText().equals("second factor")) {
                return (ArrayNode) flow.path("authenticationExecutions");
            }
        }
        throw new AssertionError("the template has no second factor");
    }
}
