package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes to the profile's address, where the policy allows it: only while it is verified, and by a credential of its own. */
class EmailWithoutEnrollingIT {

    private static final TestRealm REALM = TestRealm.create();

    private final TestUser user = REALM.newUserWithoutPhone();
    private final SignIn signIn = REALM.signIn();

    @BeforeEach
    void allow() {
        REALM.policy("email-without-enrolling", "true");
    }

    @Test
    void withoutThePolicyAVerifiedAddressIsNoSecondFactor() {
        REALM.policy("email-without-enrolling", "false");

        assertThat(signIn.password(user).isSignedIn()).isTrue();
        assertThat(rows(user)).isZero();
    }

    @Test
    void withThePolicyTheVerifiedAddressGetsTheCode() {
        profile("verified@profile.example", true);

        assertThat(signIn.password(user).text()).contains("v•••@p•••.example");
        assertThat(signIn.code(new CodeInbox("verified@profile.example").code(1))
                        .isSignedIn())
                .isTrue();
        assertThat(rows(user)).isEqualTo(1);
    }

    @Test
    void anUnverifiedAddressNeverCounts() {
        profile("unverified@profile.example", false);

        assertThat(signIn.password(user).isSignedIn()).isTrue();
        assertThat(rows(user)).isZero();
    }

    @Test
    void aChangedAddressTakesThePlaceOfTheOldOne() {
        profile("before@profile.example", true);
        signIn.password(user);
        profile("after@profile.example", true);

        SignIn again = REALM.signIn();
        again.password(user);

        assertThat(again.code(new CodeInbox("after@profile.example").code(1)).isSignedIn())
                .isTrue();
        assertThat(new CodeInbox("before@profile.example").count()).isEqualTo(1);
        assertThat(rows(user)).isEqualTo(1);
    }

    @Test
    void anAddressThatIsTakenAwayInTheMiddleOfASignInStartsItAgain() {
        profile("middle@profile.example", true);
        signIn.password(user);
        String code = new CodeInbox("middle@profile.example").code(1);
        profile("attacker@profile.example", false);

        assertThat(signIn.code(code).isLoginPage()).isTrue();
    }

    @Test
    void whenThePolicyEndsTheRowGoes() {
        profile("ended@profile.example", true);
        signIn.password(user);
        assertThat(rows(user)).isEqualTo(1);

        REALM.policy("email-without-enrolling", "false");

        assertThat(REALM.signIn().password(user).isSignedIn()).isTrue();
        assertThat(rows(user)).isZero();
    }

    @Test
    void anEnrolledAddressStaysWhateverThePolicySays() {
        TestUser enrolled = REALM.newUserWithAddress();
        REALM.policy("email-without-enrolling", "false");

        assertThat(REALM.signIn().password(enrolled).isCodePage()).isTrue();
        assertThat(rows(enrolled)).isEqualTo(1);
    }

    private void profile(String address, boolean verified) {
        String path = "/" + REALM.name() + "/users/" + user.id();
        ObjectNode person = (ObjectNode) TestKeycloak.shared().admin().get(path);
        person.put("email", address).put("emailVerified", verified);
        TestKeycloak.shared().admin().send("PUT", path, person);
    }

    private static long rows(TestUser user) {
        long count = 0;
        for (var row : TestKeycloak.shared().admin().credentials(REALM.name(), user.id())) {
            count += row.path("type").asText().equals("two-factor-email") ? 1 : 0;
        }
        return count;
    }
}
