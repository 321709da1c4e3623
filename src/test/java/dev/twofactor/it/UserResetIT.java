package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An admin takes one user's second factors away. */
class UserResetIT {

    /** The two paths, which have the same effect. */
    enum Path {
        REST {
            @Override
            void reset(TestUser user) {
                AdminAs.server()
                        .send("DELETE", realm.name(), "users/" + user.id(), null)
                        .good();
            }
        },
        CONSOLE {
            @Override
            void reset(TestUser user) {
                for (JsonNode row : realm.credentials(user)) {
                    if (!row.path("type").asText().equals("password")) {
                        admin.send(
                                "DELETE",
                                "/" + realm.name() + "/users/" + user.id() + "/credentials/"
                                        + row.path("id").asText(),
                                null);
                    }
                }
            }
        };

        abstract void reset(TestUser user);
    }

    private static TestRealm realm;
    private static AdminApi admin;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
        admin = TestKeycloak.shared().admin();
        admin.updateRealm(
                realm.name(), AdminAs.json().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true));
    }

    @BeforeEach
    void optional() {
        realm.policy("requirement", "");
    }

    private static TestUser userWithEverything() {
        String phone = PhoneNumbers.next();
        return realm.newUser(
                phone,
                Credentials.phone(phone),
                Credentials.address(MailAddresses.next()),
                Credentials.app("JBSWY3DPEHPK3PXP"),
                Credentials.recoveryCode("ABCD1234EFGH"),
                Credentials.securityKey());
    }

    @ParameterizedTest
    @EnumSource
    void theUserGetsInByThePasswordAloneAndNobodyElseIsAffected(Path path) {
        TestUser user = userWithEverything();
        TestUser other = realm.newUser();
        assertThat(realm.signIn().password(user).isSignedIn()).isFalse();

        path.reset(user);

        assertThat(realm.credentials(user).findValuesAsText("type")).containsExactly("password");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(realm.signIn().password(other).isCodePage()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whereItIsRequiredTheUserEnrollsAnewAndNobodyElseDoes(Path path) {
        realm.policy("requirement", "required");
        TestUser user = realm.newUser();
        TestUser other = realm.newUser();

        path.reset(user);

        Page asked = realm.signIn().password(user);
        assertThat(Enrolling.isAsked(asked)).isTrue();
        assertThat(Enrolling.phone(asked, PhoneNumbers.next()).isSignedIn()).isTrue();
        assertThat(realm.signIn().password(other).isCodePage()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void codesInFlightDieWithIt(Path path) {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        String code = new CodeInbox(user.phone()).code(1);

        path.reset(user);

        assertThat(person.code(code).isSignedIn()).isFalse();
        Waiting.until(() ->
                Rows.count("select count(*) from two_factor_challenge where user_id = ? and used = false", user) == 0);
        assertThat(Rows.count("select count(*) from two_factor_challenge where user_id = ?", user))
                .isPositive();
    }

    @Test
    void theUserIsToldThatAnAdministratorDidItThoughABrowserWasTrusted() {
        TestRealm trusting = TrustKit.offering(realm);
        TestUser user = trusting.newUser();
        TrustKit.trusting(trusting, user);

        Path.REST.reset(user);

        assertThat(new CodeInbox(user.name() + "@test.example").message(1).text())
                .contains("This was removed: codes by text message", "An administrator did this");
    }

    @Test
    void theResetLeavesAnAdminEvent() {
        TestUser user = realm.newUser();

        Path.REST.reset(user);

        JsonNode events = admin.get("/" + realm.name() + "/admin-events?resourcePath=two-factor/users/" + user.id());
        assertThat(events).hasSize(1);
        assertThat(events.path(0).path("operationType").asText()).isEqualTo("DELETE");
        assertThat(events.path(0).path("resourceType").asText()).isEqualTo("TWO_FACTOR_USER");
        assertThat(events.toString()).doesNotContain(user.phone());
    }

    @Test
    void onlyWhoMayManageTheUserMayReset() {
        TestUser user = realm.newUser();
        for (String role : List.of("view-users", "query-users", "manage-realm", "view-realm")) {
            assertThat(reset(AdminAs.withRoles(realm, role), user.id()))
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(realm.credentials(user).findValuesAsText("type")).contains("two-factor-sms");

        assertThat(reset(AdminAs.withRoles(realm, "manage-users"), user.id())).isEqualTo(204);
    }

    @Test
    void ofUnknownUsersOnlyWhoMaySearchLearnsThatThereIsNone() {
        assertThat(reset(AdminAs.withRoles(realm, "manage-users"), "nobody")).isEqualTo(404);
        assertThat(reset(AdminAs.withRoles(realm, "view-realm"), "nobody")).isEqualTo(403);
    }

    @Test
    void aRuleForOneUserOpensThatUserOnly() {
        TestUser user = realm.newUser();
        TestUser other = realm.newUser();
        TestUser helper = realm.newUserWithoutPhone();
        FineGrained.letManage(realm, helper, user);
        AdminAs desk = AdminAs.user(realm.name(), helper.name(), helper.password());

        assertThat(reset(desk, other.id())).isEqualTo(403);
        assertThat(reset(desk, user.id())).isEqualTo(204);
    }

    private static int reset(AdminAs who, String id) {
        return who.send("DELETE", realm.name(), "users/" + id, null).status();
    }

    /** Keycloak's fine-grained admin permissions. */
    private static final class FineGrained {

        static void letManage(TestRealm realm, TestUser helper, TestUser user) {
            String base = "/" + realm.name();
            admin.updateRealm(realm.name(), AdminAs.json().put("adminPermissionsEnabled", true));
            String server = base + "/clients/"
                    + admin.get(base + "/clients?clientId=admin-permissions")
                            .path(0)
                            .path("id")
                            .asText() + "/authz/resource-server";
            ObjectNode policy = AdminAs.json().put("name", "the helper");
            policy.putArray("users").add(helper.id());
            String id = admin.send("POST", server + "/policy/user", policy)
                    .path("id")
                    .asText();
            ObjectNode permission = AdminAs.json().put("name", "one user").put("resourceType", "Users");
            permission.putArray("resources").add(user.id());
            permission.putArray("scopes").add("manage").add("view");
            permission.putArray("policies").add(id);
            admin.send("POST", server + "/permission/scope", permission);
        }
    }
}
