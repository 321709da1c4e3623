package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every path that changes somebody's second factors is told inside the server, so that others can act on it. */
class MethodChangeIT {

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @Test
    void aMethodThatWasSetUpIsTold() {
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();
        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        browser.page().submit(Map.of("phoneNumber", phone));
        browser.page().submit(Map.of("code", new CodeInbox(phone).code(1)));

        awaitHeard(user, "ADDED two-factor-sms");
    }

    @Test
    void whatAnAdministratorDeletesIsToldAsTheAdministrators() {
        TestUser user = realm.newUser();

        delete(user, "two-factor-sms");

        awaitHeard(user, "REMOVED by administrator two-factor-sms");
    }

    @Test
    void keycloaksOwnDeletingAndAddingIsToldToo() {
        TestUser user = realm.newUser("", Credentials.app("JBSWY3DPEHPK3PXP"));
        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(realm.name(), "web");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        browser.page().submit(Map.of("code", Credentials.appCode("JBSWY3DPEHPK3PXP")));
        browser.openLogin(realm.name(), "web", "&kc_action=delete_credential:" + credential(user, "otp"));

        browser.page().submit(Map.of());

        awaitHeard(user, "REMOVED otp");
        browser.openLogin(realm.name(), "web", "&kc_action=CONFIGURE_TOTP");
        String secret = browser.page().html().select("#totpSecret").attr("value");
        browser.page().submit(Map.of("totp", Credentials.appCode(secret), "userLabel", "new"));
        awaitHeard(user, "REMOVED otp", "ADDED otp");
    }

    private static void delete(TestUser user, String type) {
        String path = "/" + realm.name() + "/users/" + user.id() + "/credentials/" + credential(user, type);
        TestKeycloak.shared().admin().send("DELETE", path, null);
    }

    private static String credential(TestUser user, String type) {
        for (JsonNode row : realm.credentials(user)) {
            if (row.path("type").asText().equals(type)) {
                return row.path("id").asText();
            }
        }
        throw new AssertionError("No credential " + type);
    }

    private static void awaitHeard(TestUser user, String... changes) {
        String heard = TestKeycloak.shared().url() + "/realms/master/two-factor-heard/changes?user=" + user.id();
        BrowserSession browser = BrowserSession.fresh();
        Waiting.until(() -> browser.get(heard).body().lines().count() >= changes.length);
        assertThat(browser.get(heard).body().lines()).containsExactlyElementsOf(List.of(changes));
    }
}
