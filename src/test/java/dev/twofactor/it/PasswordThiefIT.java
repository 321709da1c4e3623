package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody knows a user's password and nothing more: every way to the user's second factors is tried. */
class PasswordThiefIT {

    private static TestRealm realm;

    private final String secret = "JBSWY3DPEHPK3PXP";
    private final String phone = PhoneNumbers.next();
    private final TestUser user = realm.newUser(
            phone,
            Credentials.phone(phone),
            Credentials.address(MailAddresses.next()),
            Credentials.app(secret),
            Credentials.recoveryCode("ABCDEFGHIJKL"),
            Credentials.securityKey());
    private final BrowserSession browser = BrowserSession.fresh();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create(
                file -> file.put("accessTokenLifespan", 3600).put("accessCodeLifespanUserAction", 3600));
        WeakApplication.addTo(realm);
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aTokenFromAPasswordAloneInTheBrowserDeletesNothing() {
        Page signedIn = WeakApplication.signIn(browser, realm, user);
        AccountApi account = new AccountApi(TestKeycloak.shared().url(), realm.name(), WeakApplication.ID, signedIn);

        for (String id : secondFactors()) {
            assertThat(account.send("DELETE", "credentials/" + id, "").statusCode())
                    .isEqualTo(400);
        }
        assertThat(secondFactors()).hasSize(5);
    }

    @Test
    void aTokenByDirectGrantDeletesNothing() {
        TestUser owner = realm.newUser();
        AccountApi account = AccountApi.byPassword(realm.name(), WeakApplication.ID, owner);
        String id = secondFactors(owner).get(0);

        assertThat(account.send("DELETE", "credentials/" + id, "").statusCode()).isEqualTo(400);
        assertThat(account.send("DELETE", "credentials/two-factor-sms-id", "").statusCode())
                .isEqualTo(400);

        assertThat(secondFactors(owner)).containsExactly(id);
    }

    @Test
    void aFactorShownTooLongAgoDeletesNothingAndAFreshOneDoes() {
        browser.openLogin(realm.name(), "web");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        Page signedIn = browser.page().submit(Map.of("code", new CodeInbox(phone).code(1)));
        AccountApi account = new AccountApi(TestKeycloak.shared().url(), realm.name(), signedIn);
        List<String> all = secondFactors();
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(6));
        assertThat(account.send("DELETE", "credentials/" + all.get(0), "").statusCode())
                .isEqualTo(400);
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(4));

        for (String id : all) {
            assertThat(account.send("DELETE", "credentials/" + id, "").statusCode())
                    .isEqualTo(204);
        }
        assertThat(secondFactors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two-factor-settings",
                "two-factor-enroll",
                "two-factor-enroll-sms",
                "two-factor-enroll-email",
                "CONFIGURE_TOTP",
                "CONFIGURE_RECOVERY_AUTHN_CODES",
                "webauthn-register"
            })
    void noActionOpens(String action) {
        WeakApplication.signIn(browser, realm, user);

        assertThat(browser.openLogin(realm.name(), WeakApplication.ID, "&kc_action=" + action)
                        .isLoginPage())
                .isTrue();
        Page back = browser.page().submit(Map.of("password", user.password()));

        assertThat(back.redirect().orElseThrow().toString()).contains("kc_action_status=error");
        assertThat(secondFactors()).hasSize(5);
    }

    @Test
    void keycloaksDeleteActionDeletesNothing() {
        WeakApplication.signIn(browser, realm, user);

        for (String id : secondFactors()) {
            Page asked = browser.openLogin(realm.name(), WeakApplication.ID, "&kc_action=delete_credential:" + id);
            assertThat(asked.isLoginPage()).isTrue();
            Page back = browser.page().submit(Map.of("password", user.password()));
            assertThat(back.redirect().orElseThrow().toString()).contains("kc_action_status=error");
        }
        assertThat(secondFactors()).hasSize(5);
    }

    @Test
    void theOwnerIsLedFromTheDeleteButtonToTheCodeAndDeletes() {
        WeakApplication.signIn(browser, realm, user);
        String id = secondFactors().get(0);

        browser.openLogin(realm.name(), "web", "&kc_action=delete_credential:" + id);
        assertThat(browser.page().submit(Map.of("password", user.password())).text())
                .contains("by text message");
        Page confirm = browser.page().submit(Map.of("code", new CodeInbox(phone).code(1)));
        assertThat(confirm.html().select("#kc-accept")).hasSize(1);
        Page back = confirm.submit(Map.of());

        assertThat(back.redirect().orElseThrow().toString()).contains("kc_action_status=success");
        assertThat(secondFactors()).hasSize(4).doesNotContain(id);
    }

    @Test
    void theProfilesAddressStaysWhileCodesGoByEmail() {
        TestUser withoutEmailCodes = realm.newUser();
        assertThat(changeAddress(AccountApi.byPassword(realm.name(), WeakApplication.ID, withoutEmailCodes)))
                .isEqualTo(204);
        TestUser withEmailCodes = realm.newUserWithAddress();
        assertThat(changeAddress(AccountApi.byPassword(realm.name(), WeakApplication.ID, withEmailCodes)))
                .isEqualTo(400);

        Page signedIn = WeakApplication.signIn(browser, realm, withEmailCodes);
        assertThat(changeAddress(
                        new AccountApi(TestKeycloak.shared().url(), realm.name(), WeakApplication.ID, signedIn)))
                .isEqualTo(400);
        SignIn owner = realm.signIn();
        owner.password(withEmailCodes);
        Page proved = owner.code(new CodeInbox(withEmailCodes.address()).code(1));
        assertThat(changeAddress(new AccountApi(TestKeycloak.shared().url(), realm.name(), proved)))
                .isEqualTo(204);
    }

    @Test
    void thePageForTheAddressDoesNotOpen() {
        TestRealm other = TestRealm.create();
        WeakApplication.addTo(other);
        AdminApi admin = TestKeycloak.shared().admin();
        String path = "/" + other.name() + "/authentication/required-actions/UPDATE_EMAIL";
        admin.send("PUT", path, ((ObjectNode) admin.get(path)).put("enabled", true));
        TestUser owner = other.newUserWithAddress();
        WeakApplication.signIn(browser, other, owner);

        assertThat(browser.openLogin(other.name(), WeakApplication.ID, "&kc_action=UPDATE_EMAIL")
                        .isLoginPage())
                .isTrue();
        Page back = browser.page().submit(Map.of("password", owner.password()));

        assertThat(back.redirect().orElseThrow().toString()).contains("kc_action_status=error");
    }

    @Test
    void whereNoFlowHasAStepOfOursKeycloakActsAsEver() {
        TestRealm plain = TestRealm.withoutTwoFactor();
        WeakApplication.addTo(plain);
        TestUser owner = plain.newUser("", Credentials.app(secret));
        Page signedIn = WeakApplication.signIn(browser, plain, owner);
        AccountApi account = new AccountApi(TestKeycloak.shared().url(), plain.name(), WeakApplication.ID, signedIn);
        String app = "";
        for (JsonNode row : plain.credentials(owner)) {
            app = row.path("type").asText().equals("otp") ? row.path("id").asText() : app;
        }

        assertThat(browser.openLogin(plain.name(), WeakApplication.ID, "&kc_action=CONFIGURE_TOTP")
                        .html()
                        .select("#totp"))
                .hasSize(1);
        assertThat(account.send("DELETE", "credentials/" + app, "").statusCode())
                .isEqualTo(204);
    }

    private static int changeAddress(AccountApi account) {
        try {
            ObjectNode profile = (ObjectNode)
                    new ObjectMapper().readTree(account.send("GET", "", "").body());
            profile.put("email", MailAddresses.next());
            return account.send("POST", "", profile.toString()).statusCode();
        } catch (JsonProcessingException e) {
            throw new AssertionError("The account REST answered no JSON", e);
        }
    }

    private List<String> secondFactors() {
        return secondFactors(user);
    }

    private static List<String> secondFactors(TestUser owner) {
        List<String> ids = new ArrayList<>();
        for (JsonNode row : realm.credentials(owner)) {
            if (!row.path("type").asText().equals("password")) {
                ids.add(row.path("id").asText());
            }
        }
        return ids;
    }
}
