package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read and who may write: view-realm and manage-realm of that realm, and nobody else. */
class AdminRightsIT {

    private static TestRealm realm;
    private static String secret;
    private static String service;

    private record Call(String method, String path, JsonNode body) {}

    private static List<Call> reads() {
        return List.of(
                new Call("GET", "services", null),
                new Call("GET", "services/" + service, null),
                new Call("GET", "policy", null),
                new Call("GET", "policy/keys", null),
                new Call("GET", "setup", null),
                new Call("GET", "check", null),
                new Call("GET", "usage", null));
    }

    private static List<Call> writes() {
        ObjectNode empty = AdminAs.json();
        return List.of(
                new Call("POST", "services", empty),
                new Call("PUT", "services/" + service, empty),
                new Call("PUT", "services/order", empty.arrayNode().add(service)),
                new Call("POST", "services/" + service + "/test", empty),
                new Call("DELETE", "services/" + service, null),
                new Call("PUT", "policy", empty),
                new Call("DELETE", "policy", null),
                new Call("POST", "setup", empty),
                new Call("DELETE", "setup", null));
    }

    @BeforeAll
    static void oneRealmWithAService() {
        realm = TestRealm.withoutTwoFactor();
        secret = Secrets.token();
        service = AdminAs.server()
                .send("POST", realm.name(), "services", Twilio.service(secret))
                .good()
                .path("id")
                .asText();
    }

    private static void assertRefused(AdminAs admin, List<Call> calls) {
        for (Call call : calls) {
            AdminAs.Answer answer = admin.send(call.method(), realm.name(), call.path(), call.body());
            assertThat(answer.status()).as(call.method() + " " + call.path()).isEqualTo(403);
            assertThat(answer.text()).doesNotContain(secret, "twilio", "code-length");
        }
        assertThat(AdminAs.server()
                        .send("GET", realm.name(), "services/" + service, null)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "view-users",
                "manage-users",
                "query-users",
                "view-clients",
                "manage-clients",
                "view-events",
                "manage-identity-providers",
                "manage-authorization",
                "impersonation",
                "query-realms"
            })
    void noOtherRoleReadsOrWrites(String role) {
        AdminAs admin = AdminAs.withRoles(realm, role);

        assertRefused(admin, reads());
        assertRefused(admin, writes());
    }

    @Test
    void aUserWithoutAnyRoleIsRefused() {
        TestUser user = realm.newUserWithoutPhone();
        AdminAs nobody = AdminAs.user(realm.name(), user.name(), user.password());

        assertRefused(nobody, reads());
        assertRefused(nobody, writes());
    }

    @Test
    void viewRealmReadsAndWritesNothing() {
        AdminAs viewer = AdminAs.withRoles(realm, "view-realm");

        for (Call call : reads()) {
            AdminAs.Answer answer = viewer.send(call.method(), realm.name(), call.path(), null);
            assertThat(answer.status()).as(call.path()).isEqualTo(200);
            assertThat(answer.text()).doesNotContain(secret);
        }
        assertRefused(viewer, writes());
    }

    @Test
    void manageRealmWritesInItsOwnRealmOnly() {
        AdminAs manager = AdminAs.withRoles(realm, "manage-realm");
        TestRealm other = TestRealm.withoutTwoFactor();
        AdminAs foreigner = AdminAs.withRoles(other, "realm-admin");

        manager.send("PUT", realm.name(), "policy", AdminAs.json().put("code-length", 7))
                .good();
        manager.send("PUT", realm.name(), "services/" + service, AdminAs.json().put("title", "Mine"))
                .good();
        manager.send("POST", realm.name(), "setup", AdminAs.json()).good();
        manager.send("DELETE", realm.name(), "setup", null).good();

        assertRefused(foreigner, reads());
        assertRefused(foreigner, writes());
        assertThat(foreigner.send("GET", "master", "policy", null).status()).isEqualTo(403);
    }

    @Test
    void aServiceOfAnotherRealmIsNotFound() {
        TestRealm other = TestRealm.withoutTwoFactor();
        AdminAs admin = AdminAs.withRoles(other, "realm-admin");

        for (String id : List.of(service, "nothing")) {
            assertThat(admin.send("GET", other.name(), "services/" + id, null).status())
                    .isEqualTo(404);
        }
        assertThat(AdminAs.server().send("GET", "no-such-realm", "policy", null).status())
                .isEqualTo(404);
    }

    @Test
    void withoutATokenNothingIsTold() throws IOException, InterruptedException {
        for (Call call : reads()) {
            String address =
                    TestKeycloak.shared().url() + "/admin/realms/" + realm.name() + "/two-factor/" + call.path();
            int status = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .statusCode();
            assertThat(status).as(call.path()).isEqualTo(401);
        }
    }

    @Test
    void noAnswerExportOrEventShowsASecret() {
        AdminApi api = TestKeycloak.shared().admin();
        api.updateRealm(
                realm.name(), AdminAs.json().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true));
        String another = Secrets.token();
        AdminAs.server()
                .send("PUT", realm.name(), "services/" + service, AdminAs.json().put("auth-token", another))
                .good();
        JsonNode component = api.components(realm.name(), TestRealm.SERVICE).path(0);
        api.updateComponent(realm.name(), component);

        assertThat(RealmExport.of(realm.name()).toString()).doesNotContain(another, secret);
        assertThat(component.toString()).doesNotContain(another, secret);
        assertThat(api.get("/" + realm.name() + "/admin-events?max=100").toString())
                .contains("TWO_FACTOR_SERVICE")
                .doesNotContain(another, secret);
    }
}
