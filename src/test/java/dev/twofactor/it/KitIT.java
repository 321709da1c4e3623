package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The kit itself, on realms that need nothing of the product: when this fails, look here before at any story. */
@Order(1)
class KitIT {

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.withoutTwoFactor();
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aUserSignsInWithAPassword() {
        Page back = realm.signIn().password(realm.newUserWithoutPhone());

        assertThat(back.authorizationCode()).isPresent();
    }

    @Test
    void aWrongPasswordShowsAnErrorOnTheSamePage() {
        Page page = realm.signIn().open().submit(Map.of("username", "nobody", "password", "wrong"));

        assertThat(page.isLoginPage()).isTrue();
        assertThat(page.errors()).containsExactly("Invalid username or password.");
    }

    @Test
    void theOldThemesErrorsAreReadToo() {
        TestRealm old = TestRealm.create(file -> {
            file.remove(java.util.List.of("authenticationFlows", "browserFlow", "components"));
            file.put("loginTheme", "keycloak");
        });

        Page page = old.signIn().open().submit(Map.of("username", "nobody", "password", "wrong"));

        assertThat(page.errors()).containsExactly("Invalid username or password.");
        assertThat(page.inLanguage("Deutsch").title()).contains("anmelden");
    }

    @Test
    void aReloadAfterAPostGetsTheAddressThatKeycloakPutIntoTheBar() {
        SignIn signIn = realm.signIn();
        Page afterError = signIn.open().submit(Map.of("username", "nobody", "password", "wrong"));

        Page reloaded = signIn.browser().reload();

        assertThat(afterError.url().toString()).doesNotContain("session_code");
        assertThat(reloaded.isLoginPage()).isTrue();
        assertThat(reloaded.errors()).isEmpty();
    }

    @Test
    void theLanguageCanBeChosen() {
        assertThat(realm.signIn().open().inLanguage("Deutsch").title()).contains("anmelden");
    }

    @Test
    void aSecondTabSharesTheSession() {
        SignIn first = realm.signIn();
        first.password(realm.newUserWithoutPhone());

        assertThat(first.tab().open().isSignedIn()).isTrue();
        assertThat(realm.signIn().open().isLoginPage()).isTrue();
    }

    @Test
    void anAppIsAskedForItsCodeAndTakesIt() {
        TestUser user = realm.newUser("", Credentials.app("JBSWY3DPEHPK3PXP"));
        SignIn signIn = realm.signIn();

        Page page = signIn.password(user);

        assertThat(page.html().selectFirst("input[name=otp]")).isNotNull();
        assertThat(page.submit(Map.of("otp", Credentials.appCode("JBSWY3DPEHPK3PXP")))
                        .isSignedIn())
                .isTrue();
    }

    @Test
    void theClockMovesAndComesBack() {
        TestKeycloak keycloak = TestKeycloak.shared();
        long before = keycloak.clockMillis();

        keycloak.setClockAhead(Duration.ofDays(2));

        assertThat(keycloak.clockMillis() - before).isBetween(172_800_000L, 172_860_000L);
        assertThat(keycloak.admin().get("/" + realm.name()).path("realm").asText())
                .isEqualTo(realm.name());
    }

    @Test
    void eventsOfAUserAreRead() {
        TestUser user = realm.newUserWithoutPhone();
        realm.signIn().password(user);

        assertThat(realm.events(user).path(0).path("type").asText()).isEqualTo("LOGIN");
    }

    @Test
    void theBruteForceProtectionCanBeSwitchedOn() {
        TestRealm guarded = TestRealm.withoutTwoFactor();
        guarded.protectAgainstBruteForce(3);
        TestUser user = guarded.newUserWithoutPhone();

        guarded.signIn().open().submit(Map.of("username", user.name(), "password", "wrong"));

        assertThat(TestKeycloak.shared()
                        .admin()
                        .attackDetection(guarded.name(), user.id())
                        .has("numFailures"))
                .isTrue();
    }

    @Test
    void theDatabaseCanBeFrozenAndThawed() {
        PostgresServer database = TestKeycloak.shared().database();
        database.pause();
        database.resume();

        assertThat(realm.signIn().password(realm.newUserWithoutPhone()).isSignedIn())
                .isTrue();
    }

    @Test
    void phoneNumbersAreValidAndUnique() throws NumberParseException {
        String first = PhoneNumbers.next();
        String second = PhoneNumbers.next();
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();

        assertThat(first).isNotEqualTo(second);
        for (String number : PhoneNumbers.handedOut()) {
            assertThat(library.isValidNumber(library.parse(number, null)))
                    .as(number)
                    .isTrue();
        }
    }
}
