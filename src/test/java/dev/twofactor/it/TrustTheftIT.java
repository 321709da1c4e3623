package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody has a copy of a trusted browser's cookie, and the password. */
class TrustTheftIT {

    private static final Duration LATER = Duration.ofSeconds(61);
    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
    }

    @AfterEach
    void putTheClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aCopyThatIsUsedAfterTheOwnersNextLoginIsRefusedAndAllTrustIsGone() {
        TestUser user = realm.newUser();
        SignIn owner = TrustKit.trusting(realm, user);
        SignIn other = TrustKit.trusting(realm, user);
        CookieJar.Cookie copy = TrustKit.cookie(owner);
        assertThat(TrustKit.password(owner, user).isSignedIn()).isTrue();
        TestKeycloak.shared().setClockAhead(LATER);

        assertThat(TrustKit.thief(realm, copy).password(user).isCodePage()).isTrue();

        assertThat(TrustKit.devices(user)).isZero();
        assertThat(TrustKit.deviceCredentials(realm, user)).isZero();
        assertThat(TrustKit.ends(realm, user)).containsExactly("copied");
        assertThat(new CodeInbox(user.name() + "@test.example").message(1).text())
                .contains("old copy of the data of a trusted browser", "no browser is trusted any longer");
        assertThat(TrustKit.password(owner, user).isCodePage()).isTrue();
        assertThat(TrustKit.password(other, user).isCodePage()).isTrue();
    }

    @Test
    void aCopyFromManyLoginsAgoIsKnownForWhatItIsAtOnce() {
        TestUser user = realm.newUser();
        SignIn owner = TrustKit.trusting(realm, user);
        CookieJar.Cookie copy = TrustKit.cookie(owner);
        TrustKit.password(owner, user);
        TrustKit.password(owner, user);

        assertThat(TrustKit.thief(realm, copy).password(user).isCodePage()).isTrue();

        assertThat(TrustKit.password(owner, user).isCodePage()).isTrue();
        assertThat(TrustKit.ends(realm, user)).containsExactly("copied");
    }

    @Test
    void whereThePolicySaysSoOnlyTheCopiedBrowserLosesItsTrust() {
        realm.policy("trust-ends-on", "password-changed");
        try {
            TestUser user = realm.newUser();
            SignIn owner = TrustKit.trusting(realm, user);
            SignIn other = TrustKit.trusting(realm, user);
            CookieJar.Cookie copy = TrustKit.cookie(owner);
            TrustKit.password(owner, user);
            TestKeycloak.shared().setClockAhead(LATER);

            assertThat(TrustKit.thief(realm, copy).password(user).isCodePage()).isTrue();

            assertThat(TrustKit.password(owner, user).isCodePage()).isTrue();
            assertThat(TrustKit.password(other, user).isSignedIn()).isTrue();
        } finally {
            realm.policy("trust-ends-on", ALL);
        }
    }

    private static final String ALL = "password-changed,method-changed,email-changed,admin-reset,user-disabled,"
            + "signed-out-everywhere,not-me,wrong-codes,copied";
}
