package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see how it stands with users, and who may reset them: as Keycloak decides for its own list of users. */
class UserRightsIT {

    private static final List<String> READS = List.of("users", "users/count", "users?search=user", "users/reset");
    private static TestRealm realm;

    @BeforeAll
    static void aRealmWithSomebody() {
        realm = TestRealm.create();
        realm.newUser();
    }

    private static void assertSeesNothing(AdminAs admin, String realmName) {
        for (String path : READS) {
            AdminAs.Answer answer = admin.send("GET", realmName, path, null);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text()).doesNotContain("user-", "total");
        }
        assertResetsNothing(admin, realmName);
    }

    private static void assertResetsNothing(AdminAs admin, String realmName) {
        assertThat(admin.send("POST", realmName, "users/reset", null).status()).isEqualTo(403);
        assertThat(admin.send("DELETE", realmName, "users/reset", null).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query-users",
                "view-realm",
                "manage-realm",
                "view-clients",
                "manage-clients",
                "view-events",
                "query-groups",
                "impersonation",
                "manage-authorization"
            })
    void noOtherRoleSeesUsersOrCounts(String role) {
        assertSeesNothing(AdminAs.withRoles(realm, role), realm.name());
    }

    @Test
    void viewUsersSeesAndResetsNobody() {
        AdminAs viewer = AdminAs.withRoles(realm, "view-users");

        assertThat(viewer.send("GET", realm.name(), "users", null).good()).isNotEmpty();
        assertThat(viewer.send("GET", realm.name(), "users/count", null)
                        .good()
                        .path("total")
                        .asInt())
                .isPositive();
        assertThat(viewer.send("GET", realm.name(), "users/reset", null).status())
                .isEqualTo(404);
        assertResetsNothing(viewer, realm.name());
    }

    @Test
    void anAdminOfAnotherRealmSeesNothingAndARealmThatIsNotThereIsNotFound() {
        TestRealm other = TestRealm.withoutTwoFactor();
        AdminAs foreigner = AdminAs.withRoles(other, "realm-admin");

        assertSeesNothing(foreigner, realm.name());
        assertSeesNothing(foreigner, "master");
        assertThat(foreigner
                        .send("GET", other.name(), "users?search=user-", null)
                        .text())
                .isEqualTo(AdminAs.server()
                        .send("GET", other.name(), "users?search=user-", null)
                        .text());
        assertThat(AdminAs.server().send("GET", "no-such-realm", "users", null).status())
                .isEqualTo(404);
    }

    @Test
    void fineGrainedPermissionsDecideRowByRowAndCountsTellOfNobodyElse() {
        TestRealm fine = TestRealm.create(file -> file.put("adminPermissionsEnabled", true));
        TestUser seen = fine.newUser();
        TestUser denied = fine.newUser();
        TestUser agent = fine.newUserWithoutPhone();
        AdminAs admin = Permissions.seeker(fine, agent);
        assertThat(admin.send("GET", fine.name(), "users/count", null)
                        .good()
                        .path("total")
                        .asInt())
                .isZero();

        Permissions permissions = new Permissions(fine.name());
        permissions.allow("all", permissions.policy("agent", agent, "POSITIVE"), Set.of("view"));
        permissions.allow("one", permissions.policy("not-agent", agent, "NEGATIVE"), Set.of("view"), denied.id());

        assertThat(admin.send("GET", fine.name(), "users", null).good().findValuesAsText("username"))
                .contains(seen.name(), agent.name())
                .doesNotContain(denied.name());
        assertThat(admin.send("GET", fine.name(), "users?search=" + denied.name(), null)
                        .good())
                .isEmpty();
        JsonNode count = admin.send("GET", fine.name(), "users/count?search=" + denied.name(), null)
                .good();
        assertThat(count.path("total").asInt()).isZero();
        assertThat(count.path("enabled").asInt()).isZero();
        assertThat(admin.send("GET", fine.name(), "users/count", null)
                        .good()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertResetsNothing(admin, fine.name());
        assertThat(admin.send("GET", fine.name(), "users/reset", null).status()).isEqualTo(403);
    }
}
