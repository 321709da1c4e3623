package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The preview of a requirement in a small realm: it tells what then happens, and changes nothing. */
class PreviewIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final AdminApi API = TestKeycloak.shared().admin();
    private static TestRealm realm;
    private static final Map<String, TestUser> USERS = new HashMap<>();

    @BeforeAll
    static void aRealmWithAllSorts() {
        realm = TestRealm.createWithSetUp();
        API.updateRealm(realm.name(), AdminAs.json().put("adminEventsEnabled", true));
        USERS.put("phone", realm.newUser());
        USERS.put("address", realm.newUserWithAddress());
        USERS.put("app", realm.newUser("", Credentials.app("JBSWY3DPEHPK3PXP")));
        USERS.put("nothing", realm.newUserWithoutPhone());
        USERS.put("unverified", changed(user -> user.put("emailVerified", false)));
        USERS.put("disabled", changed(user -> user.put("enabled", false)));
        API.send("POST", "/" + realm.name() + "/identity-provider/instances", CheckIT.provider());
    }

    private static TestUser changed(Consumer<ObjectNode> change) {
        TestUser user = realm.newUserWithoutPhone();
        String path = "/" + realm.name() + "/users/" + user.id();
        ObjectNode stored = (ObjectNode) API.get(path);
        change.accept(stored);
        API.send("PUT", path, stored);
        return user;
    }

    private static JsonNode get(String path) {
        return ADMIN.send("GET", realm.name(), path, null).good();
    }

    private static List<String> names(String query) {
        return get("preview/users?" + query).findValuesAsText("username");
    }

    private static String name(String key) {
        return USERS.get(key).name();
    }

    @Test
    void whoWouldHaveToSetOneUpIsWhoHasToOnceItIsRequired() {
        TreeSet<String> foretold = new TreeSet<>(names("fate=must-set-up"));
        assertThat(foretold).contains(name("nothing"), name("unverified")).doesNotContain(name("disabled"));

        realm.policy("requirement", "required");
        try {
            TreeSet<String> met = new TreeSet<>();
            USERS.forEach((key, user) -> {
                if (!key.equals("disabled") && setsUp(user)) {
                    met.add(user.name());
                }
            });
            foretold.retainAll(USERS.values().stream().map(TestUser::name).toList());
            assertThat(met).isEqualTo(foretold);
        } finally {
            realm.policy("requirement", "");
        }
    }

    private static boolean setsUp(TestUser user) {
        Page page = realm.signIn().password(user);
        return !page.isSignedIn() && !page.isCodePage();
    }

    @Test
    void otherKeysOfThePolicyCanBeTriedTogether() {
        assertThat(names("fate=must-set-up&methods=email"))
                .contains(name("phone"), name("app"))
                .doesNotContain(name("address"));
        assertThat(names("fate=must-set-up&email-without-enrolling=true"))
                .contains(name("unverified"))
                .doesNotContain(name("nothing"));
        assertThat(names("fate=without-destination"))
                .contains(name("unverified"))
                .doesNotContain(name("nothing"));
        assertThat(names("fate=without-destination&methods=totp")).isEmpty();
        // Nobody knows when a phone was set up that came with a realm file: it is old.
        assertThat(names("fate=must-set-up&enrolled-after=2020-01-01T00:00:00Z"))
                .contains(name("phone"));
        assertThat(names("fate=must-set-up&enrolled-after=2999-01-01T00:00:00Z"))
                .doesNotContain(name("phone"));
        assertThat(names("fate=must-set-up&requirement=off")).isEmpty();
        assertThat(names("fate=required&requirement=optional&required-groups=/no-such-group"))
                .isEmpty();
        assertThat(names("fate=required&new-users-only=true&required-from=2020-01-01"))
                .contains(name("nothing"));
        assertThat(names("fate=required&new-users-only=true&required-from=2999-01-01"))
                .isEmpty();
    }

    @Test
    void nothingIsChanged() {
        TestUser user = USERS.get("nothing");
        JsonNode before = RealmExport.of(realm.name());
        JsonNode events = API.get("/" + realm.name() + "/admin-events");
        String rows = Rows.everythingOf(user);

        for (String path : List.of(
                "preview?grace-days=3",
                "preview/users",
                "preview/roles",
                "preview/groups",
                "preview/clients",
                "preview/identity-providers")) {
            get(path);
        }

        assertThat(RealmExport.of(realm.name())).isEqualTo(before);
        assertThat(Rows.everythingOf(user)).isEqualTo(rows);
        // The exports themselves leave none.
        assertThat(API.get("/" + realm.name() + "/admin-events")).hasSize(events.size());
        assertThat(get("policy").path("requirement").asText()).isEqualTo("optional");
    }

    @Test
    void applicationsThatBreakAreNamedWithTheReason() {
        TokenEndpoint.of(realm, "shop-api");
        API.send(
                "POST",
                "/" + realm.name() + "/clients",
                AdminAs.json()
                        .put("clientId", "nightly")
                        .put("secret", Secrets.token())
                        .put("publicClient", false)
                        .put("standardFlowEnabled", false)
                        .put("serviceAccountsEnabled", true));
        Map<String, JsonNode> rows = new HashMap<>();
        get("preview/clients?max=500")
                .forEach(row -> rows.put(
                        row.path("client").asText() + " " + row.path("way").asText(), row));

        assertThat(rows.get("shop-api direct-grant").path("effect").asText()).isEqualTo("breaks");
        assertThat(rows.get("nightly service-account").path("effect").asText()).isEqualTo("none");
        assertThat(rows).doesNotContainKeys("account direct-grant", "nightly direct-grant");
        assertThat(get("preview/clients?max=1")).hasSize(1);
        List<JsonNode> all = new ArrayList<>();
        get("preview/clients?max=500").forEach(all::add);
        assertThat(get("preview/clients?first=1&max=1").path(0)).isEqualTo(all.get(1));
    }

    @Test
    void providersAreShownWithTheirUsers() {
        TestUser linked = realm.newUserWithoutPhone();
        API.send(
                "POST",
                "/" + realm.name() + "/users/" + linked.id() + "/federated-identity/elsewhere",
                AdminAs.json().put("userId", "abc").put("userName", "them"));

        JsonNode row = get("preview/identity-providers").path(0);

        assertThat(row.path("alias").asText()).isEqualTo("elsewhere");
        assertThat(row.path("must-set-up").asInt()).isEqualTo(1);
        assertThat(row.path("asksAfterwards").asBoolean()).isFalse();
        assertThat(names("fate=from-provider")).containsExactly(linked.name());
    }

    @Test
    void whatKeepsARequirementFromWorkingIsTold() {
        assertThat(get("preview").path("obstacles")).isEmpty();
        TestRealm bare = TestRealm.withoutTwoFactor();
        String path = "/" + bare.name() + "/authentication/required-actions/two-factor-enroll";
        ObjectNode action = (ObjectNode) API.get(path);
        API.send("PUT", path, action.put("enabled", false));

        assertThat(obstacles(bare, "preview")).startsWith("[\"no-enrollment-step\",\"action-disabled\"");
        assertThat(obstacles(bare, "preview?requirement=off")).contains("nothing-to-set-up");
    }

    private static String obstacles(TestRealm of, String path) {
        return ADMIN.send("GET", of.name(), path, null).good().path("obstacles").toString();
    }

    @Test
    void whatCannotBeUsedIsRefusedByItsName() {
        assertThat(field("preview?grace-days=soon")).isEqualTo("grace-days");
        assertThat(field("preview?required-roles=" + "x".repeat(2001))).isEqualTo("required-roles");
        assertThat(field("preview/users?fate=sad")).isEqualTo("fate");
        for (String list : List.of("users", "roles", "groups", "clients", "identity-providers")) {
            assertThat(field("preview/" + list + "?max=501")).as(list).isEqualTo("max");
            assertThat(field("preview/" + list + "?first=-1")).as(list).isEqualTo("max");
        }
    }

    private static String field(String path) {
        AdminAs.Answer answer = ADMIN.send("GET", realm.name(), path, null);
        assertThat(answer.status()).isEqualTo(400);
        return answer.field();
    }

    @Test
    void eachQuestionNeedsTheRightsOverWhatItTells() {
        List<String> all = List.of(
                "preview",
                "preview/users",
                "preview/roles",
                "preview/groups",
                "preview/clients",
                "preview/identity-providers");
        assertThat(allowed(AdminAs.withRoles(realm, "view-realm"), all)).isEmpty();
        assertThat(allowed(AdminAs.withRoles(realm, "view-users", "view-clients", "view-identity-providers"), all))
                .isEmpty();
        assertThat(allowed(AdminAs.withRoles(realm, "view-realm", "view-users"), all))
                .containsExactlyElementsOf(all.subList(0, 4));
        assertThat(allowed(AdminAs.withRoles(realm, "view-realm", "view-clients"), all))
                .containsExactly("preview/clients");
        assertThat(allowed(AdminAs.withRoles(realm, "view-realm", "view-identity-providers"), all))
                .isEmpty();
        TestRealm other = TestRealm.withoutTwoFactor();
        assertThat(allowed(AdminAs.withRoles(other, "realm-admin"), all)).isEmpty();
        assertThat(ADMIN.send("GET", "no-such-realm", "preview", null).status()).isEqualTo(404);
    }

    private static List<String> allowed(AdminAs admin, List<String> paths) {
        List<String> allowed = new ArrayList<>();
        for (String path : paths) {
            AdminAs.Answer answer = admin.send("GET", realm.name(), path, null);
            if (answer.status() == 200) {
                allowed.add(path);
            } else {
                assertThat(answer.status()).as(path).isEqualTo(403);
            }
        }
        return allowed;
    }

    @Test
    void fineGrainedPermissionsHideUsersFromListsAndCounts() {
        TestRealm fine = TestRealm.create(file -> file.put("adminPermissionsEnabled", true));
        TestUser seen = fine.newUserWithoutPhone();
        fine.newUserWithoutPhone();
        TestUser agent = fine.newUserWithoutPhone();
        AdminAs admin = Permissions.seeker(fine, agent, "view-realm");
        Permissions permissions = new Permissions(fine.name());
        permissions.allow("one", permissions.policy("agent", agent, "POSITIVE"), Set.of("view"), seen.id());

        JsonNode counts = admin.send("GET", fine.name(), "preview", null).good();

        assertThat(counts.path("all").asInt()).isEqualTo(1);
        assertThat(counts.path("must-set-up").asInt()).isEqualTo(1);
        assertThat(admin.send("GET", fine.name(), "preview/users", null).good().findValuesAsText("username"))
                .containsExactly(seen.name());
        assertThat(admin.send("GET", fine.name(), "preview/roles", null).status())
                .isEqualTo(403);
    }
}
