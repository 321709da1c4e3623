package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Optional for customers, required for administrators: as the docs tell it, and at Keycloak's own admin console. */
class RequiringIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final AdminApi API = TestKeycloak.shared().admin();
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @Test
    void theLinesOfTheDocsRequireItOfAdministratorsAndLeaveCustomersFree() throws IOException {
        TestRealm realm = TestRealm.withoutTwoFactor();
        SetupIT.addService(realm);
        TestUser boss = realm.newUserWithoutPhone();
        give(realm.name(), boss.id(), "administrator");
        TestUser customer = realm.newUserWithoutPhone();
        run(realm, block(0));

        assertThat(realm.signIn().password(customer).isSignedIn()).isTrue();
        assertThat(Enrolling.phone(realm.signIn().password(boss), PhoneNumbers.next())
                        .isSignedIn())
                .isTrue();
        assertThat(realm.signIn().password(boss).isCodePage()).isTrue();
        TestUser withPhone = realm.newUser();
        assertThat(realm.signIn().password(withPhone).isCodePage()).isTrue();
    }

    @Test
    void theLinesThatOnlyRecordLeaveEverybodyFree() throws IOException {
        TestRealm realm = TestRealm.create();
        TestUser user = realm.newUserWithoutPhone();

        run(realm, block(1));

        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(realm.events(user).toString()).contains("\"two_factor_requirement\":\"set_up\"");
        realm.policy("requirement-mode", "enforce");
        assertThat(realm.signIn().password(user).isSignedIn()).isFalse();
    }

    private static void run(TestRealm realm, List<String> lines) {
        Kcadm kcadm = Kcadm.asRescue();
        try {
            for (String line : lines) {
                kcadm.run(line.replace("shop", realm.name()).split(" "));
            }
        } finally {
            kcadm.forget();
        }
    }

    private static List<String> block(int number) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("docs/requiring.md")))
                .results()
                .skip(number)
                .findFirst()
                .orElseThrow()
                .group(1)
                .lines()
                .map(line -> line.substring("kcadm.sh ".length()))
                .toList();
    }

    @Test
    void anAdministratorOfTheAdminConsoleMustHaveOneAndItsTokenEndpointGivesNoWayRound() {
        String service = ADMIN.send("POST", "master", "services", Twilio.service())
                .good()
                .path("id")
                .asText();
        String password = Secrets.password();
        String name = "guarded-admin";
        String id = API.createUser("master", name, password, JsonNodeFactory.instance.arrayNode());
        give("master", id, "admin");
        give("master", id, "guarded");
        try {
            ADMIN.send("POST", "master", "setup", AdminAs.json().put("bind", true))
                    .good();
            ADMIN.send("PUT", "master", "policy", AdminAs.json().put("required-roles", "guarded"))
                    .good();

            Page asked = console(name, password);
            assertThat(Enrolling.isAsked(asked)).isTrue();
            assertThat(token(name, password).body()).doesNotContain("access_token");
            assertThat(Enrolling.phone(asked, PhoneNumbers.next()).url().getPath())
                    .startsWith("/admin/master/console");
            assertThat(console(name, password).isCodePage()).isTrue();
            assertThat(token("admin", "admin").body()).contains("access_token");
        } finally {
            ADMIN.send("DELETE", "master", "policy", null).good();
            ADMIN.send("DELETE", "master", "setup", null).good();
            ADMIN.send("DELETE", "master", "services/" + service, null).good();
            API.deleteUser("master", id);
        }
    }

    private static Page console(String name, String password) {
        BrowserSession browser = BrowserSession.fresh();
        browser.get(SetupIT.consoleLogin());
        return browser.page().submit(Map.of("username", name, "password", password));
    }

    private static Page token(String name, String password) {
        String body = BrowserSession.encode(
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", name, "password", password));
        return BrowserSession.fresh()
                .probePost(
                        TestKeycloak.shared().url() + "/realms/master/protocol/openid-connect/token",
                        body,
                        BrowserSession.FORM);
    }

    private static void give(String realm, String user, String role) {
        if (ADMIN.sendTo("GET", "/" + realm + "/roles/" + role, null).status() == 404) {
            API.send("POST", "/" + realm + "/roles", AdminAs.json().put("name", role));
        }
        API.send(
                "POST",
                "/" + realm + "/users/" + user + "/role-mappings/realm",
                JsonNodeFactory.instance.arrayNode().add(API.get("/" + realm + "/roles/" + role)));
    }
}
