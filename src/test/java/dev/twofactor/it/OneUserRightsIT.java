package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see and change one user's second factors: whom Keycloak lets view and manage that user, and nobody else. */
class OneUserRightsIT {

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
    private static TestRealm realm;
    private static TestUser user;
    private static String method;

    private record Call(String verb, String path, JsonNode body) {

        int by(AdminAs admin, String realmName, String id) {
            return answer(admin, realmName, id).status();
        }

        AdminAs.Answer answer(AdminAs admin, String realmName, String id) {
            return admin.send(verb, realmName, "users/" + id + path, body);
        }
    }

    private static List<Call> reads() {
        return List.of(new Call("GET", "", null), new Call("GET", "/devices", null));
    }

    private static List<Call> changes() {
        return List.of(
                new Call(
                        "POST",
                        "/methods",
                        AdminAs.json().put("method", "sms").put("destination", PhoneNumbers.next())),
                new Call("PUT", "/methods/" + method, AdminAs.json().put("default", true)),
                new Call("DELETE", "/methods/" + method, null),
                new Call("PUT", "/switch", AdminAs.json().put("on", false)),
                new Call("POST", "/unlock", null),
                new Call("DELETE", "/devices", null),
                new Call("DELETE", "/devices/any", null),
                new Call("DELETE", "", null),
                new Call("GET", "/data", null),
                new Call("DELETE", "/data", null),
                new Call("POST", "/verifications", AdminAs.json()),
                new Call("GET", "/verifications/any", null),
                new Call("POST", "/verifications/any", AdminAs.json().put("code", "123456")));
    }

    @BeforeAll
    static void aRealmWithSomebody() {
        realm = TestRealm.create();
        user = realm.newUser();
        method = methodOf(realm, user);
    }

    private static String methodOf(TestRealm of, TestUser owner) {
        return AdminAs.server()
                .send("GET", of.name(), "users/" + owner.id(), null)
                .good()
                .path("methods")
                .path(0)
                .path("id")
                .asText();
    }

    private static void assertNothingHappened(TestRealm where, TestUser to) {
        assertThat(methodOf(where, to)).isNotEmpty();
        assertThat(where.credentials(to).findValuesAsText("type")).containsOnlyOnce("two-factor-sms");
        assertThat(new CodeInbox(to.phone()).count()).isZero();
    }

    // One and the same answer for whoever is there and whoever is not.
    private static void assertLearnsNothing(AdminAs admin, String realmName, String id) {
        for (List<Call> calls : List.of(reads(), changes())) {
            for (Call call : calls) {
                AdminAs.Answer there = call.answer(admin, realmName, id);
                assertThat(there.status()).as(call.toString()).isEqualTo(403);
                assertThat(call.answer(admin, realmName, NOBODY))
                        .as(call.toString())
                        .isEqualTo(there);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "view-realm",
                "manage-realm",
                "view-clients",
                "manage-clients",
                "create-client",
                "view-events",
                "manage-events",
                "view-identity-providers",
                "manage-identity-providers",
                "view-authorization",
                "manage-authorization",
                "query-groups",
                "query-clients",
                "query-realms",
                "impersonation"
            })
    void noOtherRoleLearnsWhetherThereIsSuchAUser(String role) {
        assertLearnsNothing(AdminAs.withRoles(realm, role), realm.name(), user.id());
        assertNothingHappened(realm, user);
    }

    @Test
    void aUserWithoutAnyRoleAndAnAdminOfAnotherRealmLearnNothing() {
        TestUser somebody = realm.newUserWithoutPhone();
        TestRealm other = TestRealm.withoutTwoFactor();
        AdminAs foreigner = AdminAs.withRoles(other, "realm-admin");

        assertLearnsNothing(AdminAs.user(realm.name(), somebody.name(), somebody.password()), realm.name(), user.id());
        assertLearnsNothing(foreigner, realm.name(), user.id());
        for (Call call : changes()) {
            assertThat(call.by(foreigner, other.name(), user.id()))
                    .as(call.toString())
                    .isEqualTo(404);
            assertThat(call.by(AdminAs.server(), "no-such-realm", user.id())).isEqualTo(404);
        }
        assertNothingHappened(realm, user);
    }

    @Test
    void viewUsersReadsAndChangesNothing() {
        AdminAs viewer = AdminAs.withRoles(realm, "view-users");

        for (Call call : reads()) {
            assertThat(call.by(viewer, realm.name(), user.id())).isEqualTo(200);
            assertThat(call.by(viewer, realm.name(), NOBODY)).isEqualTo(404);
        }
        for (Call call : changes()) {
            assertThat(call.by(viewer, realm.name(), user.id()))
                    .as(call.toString())
                    .isEqualTo(403);
            assertThat(call.by(viewer, realm.name(), NOBODY)).isEqualTo(404);
        }
        assertNothingHappened(realm, user);
    }

    @Test
    void whoeverMaySearchGetsTheAnswersOfKeycloaksOwnUsers() {
        AdminAs seeker = AdminAs.withRoles(realm, "query-users");

        for (String id : List.of(user.id(), NOBODY)) {
            int own = seeker.sendTo("GET", "/" + realm.name() + "/users/" + id, null)
                    .status();
            assertThat(reads()).allSatisfy(call -> assertThat(call.by(seeker, realm.name(), id))
                    .isEqualTo(own));
            assertThat(changes()).allSatisfy(call -> assertThat(call.by(seeker, realm.name(), id))
                    .isEqualTo(own));
        }
        assertNothingHappened(realm, user);
    }

    @Test
    void fineGrainedPermissionsOpenOneUserAndDenyAnother() {
        TestRealm fine = TestRealm.create(file -> file.put("adminPermissionsEnabled", true));
        TestUser viewed = fine.newUser();
        TestUser managed = fine.newUser();
        TestUser denied = fine.newUser();
        TestUser agent = fine.newUserWithoutPhone();
        AdminAs admin = Permissions.seeker(fine, agent);
        Permissions permissions = new Permissions(fine.name());
        String isAgent = permissions.policy("agent", agent, "POSITIVE");
        permissions.allow("view all", isAgent, Set.of("view"));
        permissions.allow("manage one", isAgent, Set.of("view", "manage"), managed.id());
        permissions.allow(
                "deny one", permissions.policy("others", agent, "NEGATIVE"), Set.of("view", "manage"), denied.id());

        for (Call call : reads()) {
            assertThat(call.by(admin, fine.name(), viewed.id())).isEqualTo(200);
            assertThat(call.by(admin, fine.name(), denied.id())).isEqualTo(403);
        }
        for (Call call : changes()) {
            assertThat(call.by(admin, fine.name(), viewed.id()))
                    .as(call.toString())
                    .isEqualTo(403);
            assertThat(call.by(admin, fine.name(), denied.id())).isEqualTo(403);
        }
        assertNothingHappened(fine, viewed);
        assertNothingHappened(fine, denied);
        assertThat(new Call("POST", "/unlock", null).by(admin, fine.name(), managed.id()))
                .isEqualTo(204);
        assertThat(new Call("DELETE", "/methods/" + methodOf(fine, managed), null).by(admin, fine.name(), managed.id()))
                .isEqualTo(204);
    }

    @Test
    void permissionsForOthersTellAnAdminWithoutSearchNothing() {
        TestRealm fine = TestRealm.create(file -> file.put("adminPermissionsEnabled", true));
        TestUser there = fine.newUser();
        TestUser helper = fine.newUserWithoutPhone();
        Permissions permissions = new Permissions(fine.name());
        permissions.allow(
                "one",
                permissions.policy("helper", helper, "POSITIVE"),
                Set.of("view", "manage"),
                fine.newUser().id());

        assertLearnsNothing(AdminAs.user(fine.name(), helper.name(), helper.password()), fine.name(), there.id());
        assertNothingHappened(fine, there);
    }
}
