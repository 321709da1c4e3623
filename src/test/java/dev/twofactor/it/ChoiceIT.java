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
    private static final String APP = "Authenticator Application";
    private static final String ALL_SENT = "All messages for this sign-in have been sent";

    private static TestRealm realm;

    private final String phone = PhoneNumbers.next();
    private final CodeInbox texts = new CodeInbox(phone);
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
    void stepsInNestedSubFlowsCountAndAnUnknownOneDoesNot() {
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
            steps.addObject()
                    .put("authenticator", "no-longer-installed")
                    .put("requirement", "ALTERNATIVE")
                    .put("priority", 90);
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
        TestUser user = phoneAndApp();
        signIn.password(user);

        Page list = signIn.page().tryAnotherWay();

        assertThat(list.methods()).hasSize(2);
        assertThat(list.methods().get(0)).isEqualTo(TEXT + " to +1 ••• ••• ••" + phone.substring(10));
        assertThat(list.methods().get(1)).startsWith(APP);
        assertThat(list.body()).doesNotContain(phone.substring(2));
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
    void anotherPhoneIsPickedInTheFormAndGetsItsCodeOnce() {
        String second = PhoneNumbers.next();
        CodeInbox others = new CodeInbox(second);
        signIn.password(realm.newUser(phone, Credentials.phone(phone), Credentials.phone(second)));
        String code = texts.code(1);
        for (int i = 0; i < 5; i++) {
            assertThat(pick(second).isCodePage()).isTrue();
            assertThat(others.code(1)).isNotEmpty();
            assertThat(pick(phone).isCodePage()).isTrue();
        }
        assertThat(texts.count()).isEqualTo(1);
        assertThat(others.count()).isEqualTo(1);

        pick(second);
        assertThat(signIn.browser().reload().text()).contains("••" + second.substring(10));
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
    void theMessagesOfALoginCountTogetherOverItsPhones() {
        List<String> phones = List.of(phone, PhoneNumbers.next(), PhoneNumbers.next(), PhoneNumbers.next());
        signIn.password(
                realm.newUser(phone, phones.stream().map(Credentials::phone).toArray(ObjectNode[]::new)));
        pick(phones.get(1));
        pick(phones.get(2));

        Page page = pick(phones.get(3));

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.text()).contains(ALL_SENT);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(200));
        pick(phone);
        assertThat(signIn.page().text()).contains(ALL_SENT);
        assertThat(phones.stream().mapToInt(each -> new CodeInbox(each).count()).sum())
                .isEqualTo(3);
    }

    private TestUser phoneAndApp() {
        return realm.newUser(phone, Credentials.phone(phone), Credentials.app(SECRET));
    }

    private Page pick(String number) {
        return signIn.page().press("••" + number.substring(10));
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
