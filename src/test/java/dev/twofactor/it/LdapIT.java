package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People of a company's directory are users like all others, imported into Keycloak's database or not. */
class LdapIT {

    private final LdapDirectory directory = new LdapDirectory();
    private final TestRealm realm = TestRealm.create();
    private final AdminApi admin = TestKeycloak.shared().admin();
    private final String password = Secrets.password();

    @AfterEach
    void stopAndPutClockRight() {
        directory.close();
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPersonOfTheDirectorySetsUpAPhoneAndSignsInByIt(boolean imported) {
        TestUser person = person("anna", imported);
        String phone = PhoneNumbers.next();
        CodeInbox inbox = new CodeInbox(phone);
        BrowserSession browser = start(person, "two-factor-enroll-sms");

        browser.page().submit(Map.of("phoneNumber", phone));
        assertThat(browser.page().submit(Map.of("code", inbox.wrongCode(1))).errors())
                .hasSize(1);
        assertThat(browser.page().submit(Map.of("code", inbox.code(1))).isSignedIn())
                .isTrue();

        SignIn later = realm.signIn();
        assertThat(later.password(person).isCodePage()).isTrue();
        assertThat(later.code(inbox.code(2)).isSignedIn()).isTrue();
        assertThat(Rows.of(person)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPersonOfTheDirectorySetsUpAnAddressAndSignsInByIt(boolean imported) {
        TestUser person = person("bert", imported);
        CodeInbox inbox = new CodeInbox("bert@acme.example");
        int before = inbox.codes();
        BrowserSession browser = start(person, "two-factor-enroll-email");
        assertThat(browser.page().form("emailAddress").fields()).containsEntry("emailAddress", "bert@acme.example");

        browser.page().submit(browser.page().form("emailAddress"), Map.of());
        assertThat(browser.page().submit(Map.of("code", inbox.code(before + 1))).isSignedIn())
                .isTrue();

        SignIn later = realm.signIn();
        later.password(person);
        assertThat(later.code(inbox.code(before + 2)).isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingOfOursStaysOfPeopleWhoseDirectoryIsRemoved(boolean imported) {
        TestUser person = personWithPhone("carl", imported);
        assertThat(Rows.of(person)).isGreaterThan(2);

        admin.deleteComponent(realm.name(), directoryId());

        Waiting.until(() -> Rows.of(person) == 0);
    }

    @Test
    void nothingOfOursStaysOfImportedPeopleWhoAreRemovedAllAtOnce() {
        TestUser person = personWithPhone("dora", true);
        TestUser local = realm.newUser();
        realm.signIn().password(local);
        long ofLocal = Rows.of(local);

        admin.send("POST", "/" + realm.name() + "/user-storage/" + directoryId() + "/remove-imported-users", null);
        TestKeycloak.shared().runTask("two-factor-upkeep");

        assertThat(Rows.of(person)).isZero();
        assertThat(Rows.of(local)).isEqualTo(ofLocal).isPositive();
    }

    @Test
    void aPersonOfTheRealmsOwnWhoIsLinkedToTheDirectoryKeepsThePhone() {
        TestUser person = personWithPhone("gustav", true);
        admin.send("POST", "/" + realm.name() + "/user-storage/" + directoryId() + "/unlink-users", null);
        String address = "/" + realm.name() + "/users/" + person.id();
        assertThat(admin.get(address).has("federationLink")).isFalse();

        admin.send("PUT", address, JsonNodeFactory.instance.objectNode().put("federationLink", directoryId()));

        assertThat(admin.get(address).path("federationLink").asText()).isEqualTo(directoryId());
        SignIn signIn = realm.signIn();
        assertThat(signIn.password(person).isCodePage()).isTrue();
        assertThat(signIn.code(new CodeInbox(person.phone()).code(2)).isSignedIn())
                .isTrue();
        assertThat(Rows.count("select count(*) from two_factor_enrollment where user_id = ?", person))
                .isEqualTo(1);
    }

    @Test
    void aPersonWhoIsUnlinkedFromTheDirectoryKeepsThePhone() {
        TestUser person = personWithPhone("emil", true);
        long rows = Rows.of(person);

        admin.send("POST", "/" + realm.name() + "/user-storage/" + directoryId() + "/unlink-users", null);
        admin.deleteComponent(realm.name(), directoryId());
        admin.send(
                "PUT",
                "/" + realm.name() + "/users/" + person.id() + "/reset-password",
                JsonNodeFactory.instance.objectNode().put("type", "password").put("value", password));

        SignIn signIn = realm.signIn();
        assertThat(signIn.password(person).isCodePage()).isTrue();
        assertThat(signIn.code(new CodeInbox(person.phone()).code(2)).isSignedIn())
                .isTrue();
        assertThat(Rows.of(person)).isGreaterThanOrEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theIndexLearnsOfPeopleWhoHadAPhoneBeforeItKnewThem(boolean imported) {
        TestUser person = personWithPhone("fred", imported);
        Rows.forgetIndex(person);

        TestKeycloak.shared().runTask("two-factor-upkeep");

        assertThat(Rows.count("select count(*) from two_factor_enrollment where user_id = ?", person))
                .isEqualTo(1);
    }

    private TestUser personWithPhone(String name, boolean imported) {
        TestUser person = person(name, imported);
        String phone = PhoneNumbers.next();
        BrowserSession browser = start(person, "two-factor-enroll-sms");
        browser.page().submit(Map.of("phoneNumber", phone));
        browser.page().submit(Map.of("code", new CodeInbox(phone).code(1)));
        Waiting.until(() -> Rows.count("select count(*) from two_factor_enrollment where user_id = ?", person) == 1);
        return new TestUser(person.id(), name, password, phone, "");
    }

    private String directoryId() {
        return admin.components(realm.name(), "org.keycloak.storage.UserStorageProvider")
                .path(0)
                .path("id")
                .asText();
    }

    private TestUser person(String name, boolean imported) {
        directory.add(name, password);
        JsonNode parent = admin.get("/" + realm.name());
        admin.createComponent(
                realm.name(),
                directory.federation(imported).put("parentId", parent.path("id").asText()));
        JsonNode found = admin.get("/" + realm.name() + "/users?exact=true&username=" + name);
        String id = found.path(0).path("id").asText();
        assertThat(id.startsWith("f:")).isEqualTo(!imported);
        return new TestUser(id, name, password, "", "");
    }

    private BrowserSession start(TestUser person, String action) {
        BrowserSession browser = BrowserSession.fresh();
        browser.get(BrowserSession.loginAddress(realm.name(), "web") + "&kc_action=" + action);
        browser.page().submit(Map.of("username", person.name(), "password", person.password()));
        return browser;
    }
}
