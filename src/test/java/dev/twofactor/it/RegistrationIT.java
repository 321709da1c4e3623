package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who registers in the browser sets up a second factor on the spot, where the action is a default one. */
class RegistrationIT {

    private static final String ACTION = "/authentication/required-actions/two-factor-enroll";

    private final AdminApi admin = TestKeycloak.shared().admin();
    private final TestRealm realm = TestRealm.create(file -> file.put("registrationAllowed", true));
    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);

    @Test
    void aNewUserProvesAPhoneBeforeTheAccountCanBeUsed() {
        ObjectNode action = (ObjectNode) admin.get("/" + realm.name() + ACTION);
        admin.send("PUT", "/" + realm.name() + ACTION, action.put("defaultAction", true));
        String password = Secrets.password();
        BrowserSession browser = BrowserSession.fresh();
        browser.get(BrowserSession.loginAddress(realm.name(), "web").replace("/auth?", "/registrations?"));
        browser.page()
                .submit(Map.of(
                        "username", "newcomer",
                        "password", password,
                        "password-confirm", password,
                        "email", "newcomer@test.example",
                        "firstName", "New",
                        "lastName", "Comer"));
        String id = admin.get("/" + realm.name() + "/users?exact=true&username=newcomer")
                .path(0)
                .path("id")
                .asText();
        TestUser newcomer = new TestUser(id, "newcomer", password, phone, "");

        browser.page().press("Codes by text message");
        assertThat(browser.page().html().select("[name=cancel-aia]")).isEmpty();
        assertThat(realm.signIn().password(newcomer).isSignedIn()).isFalse();
        browser.page().submit(Map.of("phoneNumber", phone));
        assertThat(browser.page().submit(Map.of("code", inbox.wrongCode(1))).isSignedIn())
                .isFalse();
        assertThat(browser.page().submit(Map.of("code", inbox.code(1))).isSignedIn())
                .isTrue();

        SignIn later = realm.signIn();
        assertThat(later.password(newcomer).isCodePage()).isTrue();
        assertThat(later.code(inbox.code(2)).isSignedIn()).isTrue();
    }
}
