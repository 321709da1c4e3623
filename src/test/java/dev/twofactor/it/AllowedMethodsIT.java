package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy allows, and that nothing unreadable opens a door. */
class AllowedMethodsIT {

    private static final String APP = "JBSWY3DPEHPK3PXP";

    private static TestRealm open;

    @BeforeAll
    static void makeRealm() {
        open = TestRealm.create();
    }

    @Test
    void aMethodThatIsNotAllowedIsNotAskedForAndAnotherOneIs() {
        TestRealm realm = TestRealm.create();
        realm.policy("methods", "totp");
        String phone = PhoneNumbers.next();
        TestUser both = realm.newUser(phone, Credentials.phone(phone), Credentials.app(APP));
        SignIn signIn = realm.signIn();

        Page page = signIn.password(both);

        assertThat(page.isSignedIn()).isFalse();
        assertThat(signIn.code(Credentials.appCode(APP)).isSignedIn()).isTrue();
        assertThat(new CodeInbox(phone).count()).isZero();
        assertThat(realm.signIn().password(realm.newUser()).isSignedIn())
                .as("a user with a phone alone has no usable factor here")
                .isTrue();
    }

    @Test
    void whereSecondFactorsAreOffThePasswordIsEnoughAndTheSetUpIsKept() {
        TestRealm realm = TestRealm.create();
        TestUser user = realm.newUser();
        realm.policy("requirement", "off");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();

        realm.policy("requirement", "optional");
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"phoneNumber\":\"+1 415 555 0101\"}", "{\"phoneNumber\":\"+10\"}", "{}", "{\"phone\":1}"})
    void aPhoneThatCannotBeReadIsStillAskedForAndGetsNoMessage(String data) {
        TestUser user = open.newUser("", Credentials.credential("two-factor-sms", data, "{}"));
        SignIn signIn = open.signIn();

        Page page = signIn.password(user);

        assertThat(page.isCodePage()).isTrue();
        new CodeInbox("").awaitSettled(user);
        assertThat(signIn.browser().reload().errors()).isNotEmpty();
        assertThat(signIn.code("123456").isSignedIn()).isFalse();
    }

    @Test
    void anAddressThatCannotBeReadIsStillAskedFor() {
        TestUser user = open.newUser("", Credentials.credential("two-factor-email", "{}", "{}"));

        assertThat(open.signIn().password(user).isCodePage()).isTrue();
    }

    @Test
    void aServiceForOtherCountriesIsNotUsed() {
        TestRealm realm = TestRealm.create();
        realm.service("countries", "DE,FR");
        TestUser user = realm.newUser();
        SignIn signIn = realm.signIn();
        signIn.password(user);
        new CodeInbox(user.phone()).awaitSettled(user);

        assertThat(signIn.browser().reload().errors()).isNotEmpty();
        assertThat(new CodeInbox(user.phone()).count()).isZero();
    }
}
