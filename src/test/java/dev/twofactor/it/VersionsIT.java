package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.LanguageFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every supported version of Keycloak must do with this provider: the last patch of each line. */
@Tag("versions")
class VersionsIT {

    private static final String SECRET = "JBSWY3DPEHPK3PXP";

    private final String phone = PhoneNumbers.next();
    private final String mail = "versions" + phone.substring(1) + "@mail.example";

    @ParameterizedTest(name = "Keycloak {0}")
    @ValueSource(strings = {"26.4.7", "26.5.7", "26.6.4", "26.7.4"})
    void everyMethodSignsInAndAWrongCodeCountsOnce(String version) throws IOException {
        try (VersionServer server = VersionServer.start(version)) {
            TestRealm realm = TestRealm.createOn(
                    server.url(), file -> file.withArray("supportedLocales").add("zh-TW"));
            realm.protectAgainstBruteForce(1000);
            TestUser user =
                    realm.newUser(phone, Credentials.phone(phone), Credentials.address(mail), Credentials.app(SECRET));

            bySentCode(realm, user, "Text message to +1 ••• ••• ••", new CodeInbox(phone));
            bySentCode(realm, user, "Email to v•••@", new CodeInbox(mail));
            Page signedIn = byApp(realm, user);

            assertThat(realm.credentials(user).findValuesAsText("type"))
                    .containsExactly("password", "two-factor-sms", "two-factor-email", "otp");
            assertThat(new AccountApi(server.url(), realm.name(), signedIn)
                            .credentials()
                            .findValuesAsText("type"))
                    .contains("two-factor-sms", "two-factor-email", "otp");
            assertThat(realm.signIn().password(realm.newUserWithoutPhone()).isSignedIn())
                    .isTrue();
            assertThat(new SelfService(realm, null)
                            .administers("GET", "policy", null)
                            .refusal())
                    .isEqualTo("401 bad_token");
            assertThatItSpeaksChinese(realm);
            setUpAndTakeBack(new AdminApi(server.url()), "/" + realm.name());
        }
    }

    // The language that Keycloak calls by a country in one place and by a script in another.
    private static void assertThatItSpeaksChinese(TestRealm realm) {
        SignIn signIn = realm.signIn();
        signIn.browser().speaking("zh-TW");

        assertThat(signIn.password(realm.newUser()).title())
                .isEqualTo(LanguageFiles.texts("zh_TW").get("twoFactorCodeTitle"));
    }

    private static void setUpAndTakeBack(AdminApi admin, String realm) {
        String own = admin.get(realm).path("browserFlow").asText();
        ObjectNode bind = AdminAs.json().put("bind", true);

        assertThat(admin.get(realm + "/two-factor/services")).hasSize(1);
        admin.send("PUT", realm + "/two-factor/policy", AdminAs.json().put("code-length", 7));
        assertThat(admin.send("POST", realm + "/two-factor/setup", bind)
                        .path("bound")
                        .asBoolean())
                .isTrue();
        assertThat(admin.get(realm).path("browserFlow").asText()).isEqualTo("two-factor browser");
        assertThatTheListsOfUsersCountRoles(admin, realm);
        assertThat(admin.get("/master/clients?clientId=two-factor-console")).hasSize(1);
        assertThat(admin.get(realm + "/two-factor/me").path("manageRealm").asBoolean())
                .isTrue();
        admin.send("DELETE", realm + "/two-factor/setup", null);
        assertThat(admin.get(realm).path("browserFlow").asText()).isEqualTo(own);
    }

    // Composite roles stand in Keycloak's tables in two forms, and each line of Keycloak brings its own Hibernate.
    private static void assertThatTheListsOfUsersCountRoles(AdminApi admin, String realm) {
        JsonNode outer = role(admin, realm, "outer");
        admin.send(
                "POST",
                realm + "/roles-by-id/" + outer.path("id").asText() + "/composites",
                AdminAs.json().arrayNode().add(role(admin, realm, "inner")));
        JsonNode user = admin.get(realm + "/users?max=1").path(0);
        admin.send(
                "POST",
                realm + "/users/" + user.path("id").asText() + "/role-mappings/realm",
                AdminAs.json().arrayNode().add(outer));

        JsonNode preview = admin.get(realm + "/two-factor/preview?required-roles=inner");
        assertThat(preview.path("required").asInt()).isEqualTo(1);
        assertThat(preview.path("obstacles")).isEmpty();
        for (String path : List.of("roles", "groups", "clients", "identity-providers", "users")) {
            admin.get(realm + "/two-factor/preview/" + path);
        }
        assertThat(admin.get(realm + "/two-factor/users?status=pending")).isEmpty();
        assertThat(admin.get(realm + "/two-factor/usage")
                        .path(0)
                        .path("messages")
                        .asInt())
                .isPositive();
    }

    private static JsonNode role(AdminApi admin, String realm, String name) {
        admin.send("POST", realm + "/roles", AdminAs.json().put("name", name));
        return admin.get(realm + "/roles/" + name);
    }

    private static void bySentCode(TestRealm realm, TestUser user, String method, CodeInbox inbox) {
        SignIn signIn = realm.signIn();
        signIn.password(user).tryAnotherWay().method(method);

        signIn.code(inbox.wrongCode(1));
        assertCountedOnce(realm, user, signIn);
        assertThat(signIn.code(inbox.code(1)).isSignedIn()).isTrue();
        Waiting.until(() -> realm.failures(user) == 0);
    }

    private static Page byApp(TestRealm realm, TestUser user) {
        SignIn signIn = realm.signIn();
        signIn.password(user).tryAnotherWay().method("Authenticator Application");
        String right = Credentials.appCode(SECRET);

        signIn.code(right.equals("000000") ? "000001" : "000000");
        assertCountedOnce(realm, user, signIn);
        Page signedIn = signIn.code(Credentials.appCode(SECRET));
        assertThat(signedIn.isSignedIn()).isTrue();
        return signedIn;
    }

    private static void assertCountedOnce(TestRealm realm, TestUser user, SignIn signIn) {
        assertThat(signIn.page().isCodePage()).isTrue();
        assertThat(signIn.page().errors()).isNotEmpty();
        // Keycloak counts a moment later, on a thread of its own.
        Waiting.until(() -> realm.failures(user) > 0);
        signIn.code("no code");
        assertThat(realm.failures(user)).isEqualTo(1);
    }
}
