package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Realm files with our services and policy: they are always imported, and a service that cannot send fails closed. */
class RealmImportIT {

    private static final AdminAs ADMIN = AdminAs.server();

    private static void set(ObjectNode file, String type, String key, String value) {
        ((ObjectNode) file.path("components").path(type).path(0).path("config"))
                .putArray(key)
                .add(value);
    }

    private static void assertThatNobodyGetsIn(TestRealm realm, String reason) {
        TestUser user = realm.newUser();
        Page page = realm.signIn().password(user);

        assertThat(page.isSignedIn()).isFalse();
        new CodeInbox(user.phone()).awaitSettled(user);
        assertThat(Rows.everythingOf(user)).contains(reason);
        assertThat(new CodeInbox(user.phone()).count()).isZero();
    }

    @Test
    void aVendorThatDoesNotResolveAndUnknownKeysAreImported() {
        TestRealm realm = TestRealm.create(file -> {
            set(file, TestRealm.SERVICE, "api-url", "https://sms.vendor.invalid");
            set(file, TestRealm.SERVICE, "colour", "red");
            set(file, TestRealm.POLICY, "colour-of-the-future", "blue");
            set(file, TestRealm.POLICY, "code-length", "8");
        });

        assertThat(ADMIN.send("GET", realm.name(), "policy", null)
                        .good()
                        .path("code-length")
                        .asText())
                .isEqualTo("8");
        assertThatNobodyGetsIn(realm, "unknown-host");
    }

    @Test
    void aSecretThatIsNotInTheVaultFailsClosedWithAClearWordInTheLog() {
        TestRealm realm = TestRealm.create(file -> set(file, TestRealm.SERVICE, "auth-token", "${vault.not-there}"));

        assertThatNobodyGetsIn(realm, "misconfigured");

        String word = "of realm " + realm.name() + " cannot be used: auth-token: is not in the vault";
        Waiting.until(() -> !TestKeycloak.shared().logged(word).isEmpty());
    }

    @Test
    void theMaskOfASecretFromAnExportIsRecognised() {
        TestRealm realm = TestRealm.create(file -> set(file, TestRealm.SERVICE, "auth-token", "**********"));

        assertThat(ADMIN.send("GET", realm.name(), "services", null)
                        .good()
                        .path(0)
                        .path("problem")
                        .asText())
                .contains("auth-token: is only the mask of a secret");
        assertThatNobodyGetsIn(realm, "misconfigured");
    }

    @Test
    void theNextServiceIsAskedWhenOneCannotBeUsed() {
        TestRealm realm = TestRealm.create(file -> set(file, TestRealm.SERVICE, "auth-token", "${vault.not-there}"));
        ADMIN.send("POST", realm.name(), "services", Twilio.service()).good();
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);

        assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    @Test
    void aRealmFileAtTheStartOfTheServerIsImportedLikewise() {
        String realm = TestKeycloak.REALM_AT_START;

        assertThat(ADMIN.send("GET", realm, "policy", null)
                        .good()
                        .path("company-name")
                        .asText())
                .isEqualTo("Imported at the start");
        String problem = ADMIN.send("GET", realm, "services", null)
                .good()
                .path(0)
                .path("problem")
                .asText();
        assertThat(problem).contains("auth-token: is not in the vault");
    }
}
