package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals of the admin REST have the one shape of all, and what Keycloak's tools show beside it. */
class AdminProblemsIT {

    private final TestRealm realm = TestRealm.createWithSetUp();
    private final SelfService admin = new SelfService(realm, AdminAs.server().freshToken());

    @Test
    void everyKindOfRefusalHasAStableCodeAndUndoesTheRequest() {
        SelfService.Answer bad = admin.administers("PUT", "policy", "{\"trust-days\":7,\"code-length\":99}");
        assertThat(bad.refusal()).isEqualTo("400 bad_field");
        assertThat(bad.text("field")).isEqualTo("code-length");
        assertThat(bad.text("errorMessage")).isEqualTo(bad.text("detail")).startsWith("code-length:");
        assertThat(admin.administers("GET", "policy", null).text("trust-days")).isEqualTo("30");

        assertThat(admin.administers("DELETE", "users/none", null).refusal()).isEqualTo("404 not_found");
        assertThat(admin.administers("DELETE", "users/reset", null).refusal()).isEqualTo("409 conflict");
    }

    @Test
    void anAdminWithoutTheRightIsToldSoInTheSameShape() {
        SelfService nobody =
                new SelfService(realm, AdminAs.withRoles(realm, "view-clients").freshToken());

        for (String call : new String[] {"GET policy", "DELETE policy", "GET users", "GET messages"}) {
            String[] parts = call.split(" ");
            assertThat(nobody.administers(parts[0], parts[1], null).refusal())
                    .as(call)
                    .isEqualTo("403 not_allowed");
        }
    }

    @Test
    void whatKeycloakRefusesByItselfHasTheSameShape() {
        // Keycloak answers OPTIONS at every address of administration, so to it none is unknown.
        List<String> noSuchCall = List.of("404 not_found", "405 verb_not_allowed");
        SelfService nobody = new SelfService(realm, null);
        SelfService.Answer unknown = nobody.administers("GET", "policy", null);
        assertThat(unknown.refusal()).isEqualTo("401 bad_token");
        assertThat(unknown.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(new SelfService(realm, "nonsense")
                        .administers("GET", "policy", null)
                        .refusal())
                .isEqualTo("401 bad_token");
        assertThat(admin.administers("GET", "nothing/here", null).refusal()).isIn(noSuchCall);
        assertThat(admin.administers("GET", "policy/more", null).refusal()).isIn(noSuchCall);
        assertThat(admin.administers("PATCH", "policy", "{}").refusal()).isEqualTo("405 verb_not_allowed");
        assertThat(admin.administers("POST", "policy", "{}").refusal()).isEqualTo("405 verb_not_allowed");
        assertThat(admin.administers("PUT", "policy", "{\"trust\":").refusal()).isEqualTo("400 malformed");
        assertThat(admin.administers("PUT", "policy", "{}", "Content-Type", "text/plain")
                        .refusal())
                .isEqualTo("415 not_json");
        assertThat(admin.administers("PUT", "policy", "{\"company-name\":\"" + "x".repeat(1_000_000) + "\"}")
                        .refusal())
                .isEqualTo("400 bad_field");
        assertThat(admin.administers("GET", "users?first=x", null).refusal()).startsWith("4");
    }

    @Test
    void tokensOfApplicationsAndOfOtherRealmsAdministerNothing() {
        TokenEndpoint application = TokenEndpoint.of(realm, "app");
        TestUser user = realm.newUser();
        TestRealm other = TestRealm.create();
        String foreign = AdminAs.withRoles(other, "realm-admin").freshToken();

        for (String token : List.of(application.ownToken(), application.tokenOf(user), foreign)) {
            SelfService api = new SelfService(realm, token);
            assertThat(api.administers("POST", "users/" + user.id() + "/verifications", "{}")
                            .refusal())
                    .isEqualTo("403 not_allowed");
            assertThat(api.administers("GET", "policy", null).refusal()).isEqualTo("403 not_allowed");
        }
        assertThat(new CodeInbox(user.phone()).codes()).isEqualTo(1);
    }

    @Test
    void aRealmThatIsNotThereIsRefusedInTheSameShape() {
        SelfService elsewhere = new SelfService(realm, AdminAs.server().freshToken())
                .through(
                        address -> URI.create(address.toString().replace("/" + realm.name() + "/", "/no-such-realm/")));

        assertThat(elsewhere.administers("GET", "policy", null).refusal()).isEqualTo("404 not_found");
        assertThat(elsewhere.get("methods").refusal()).isEqualTo("404 not_found");
    }

    @Test
    void aRightOverOneUserIsMissedInTheSameShape() {
        TestUser user = realm.newUser();
        SelfService viewer =
                new SelfService(realm, AdminAs.withRoles(realm, "view-users").freshToken());
        SelfService other =
                new SelfService(realm, AdminAs.withRoles(realm, "view-clients").freshToken());

        assertThat(viewer.administers("DELETE", "users/" + user.id(), null).refusal())
                .isEqualTo("403 not_allowed");
        assertThat(other.administers("GET", "users/" + user.id(), null).refusal())
                .isEqualTo("403 not_allowed");
        assertThat(realm.credentials(user)).hasSize(2);
    }

    @Test
    void reportsOfVendorsAreRefusedInTheSameShape() {
        SelfService vendor = new SelfService(realm, null);

        assertThat(vendor.delivers("GET", "status/none", null).refusal()).isEqualTo("404 not_found");
        assertThat(vendor.delivers("GET", "nothing", null).refusal()).isEqualTo("404 not_found");
        assertThat(vendor.delivers("POST", "reports/none/none", "{}").refusal()).isEqualTo("403 not_allowed");
        assertThat(vendor.delivers("POST", "reports/none/none", "{").refusal()).isEqualTo("400 malformed");
        assertThat(vendor.delivers("POST", "reports/none/none", "a=b", "Content-Type", BrowserSession.FORM)
                        .refusal())
                .isEqualTo("403 not_allowed");
        assertThat(vendor.delivers("POST", "reports/none/none", "x", "Content-Type", "text/plain")
                        .refusal())
                .isEqualTo("415 not_json");
    }

    @Test
    void titlesAreInTheLanguageOfTheRequestWhoeverRefuses() {
        SelfService.Answer german =
                new SelfService(realm, null).administers("GET", "policy", null, "Accept-Language", "de");

        assertThat(german.text("title")).isEqualTo("Ein gültiges Zugriffstoken wird gebraucht.");
        assertThat(german.text("code")).isEqualTo("bad_token");
    }

    @Test
    void whatIsNotOursStaysAsKeycloakSaysIt() {
        SelfService.Answer answer = new SelfService(realm, null)
                .through(address -> URI.create(address.toString().replace("/two-factor/", "/users/")))
                .administers("GET", "count", null);

        assertThat(answer.refusal()).startsWith("401 application/json").contains("\"error\"");
    }
}
