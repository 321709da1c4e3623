package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an admin may do in the console is what the server says and not what a token says, and what the sign-in needs is there before. */
class ConsoleRightsIT {

    /** More than any server takes in a header; Keycloak's takes 20 kB. */
    private static final int TOO_LONG = 21_000;

    private static final int SHORT = 2_000;
    private static final AdminApi API = TestKeycloak.shared().admin();
    private static TestRealm realm;

    private final BrowserContext context = Chromium.newContext();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.createWithSetUp();
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static JsonNode me(AdminAs admin, TestRealm where) {
        return admin.send("GET", where.name(), "me", null).good();
    }

    private static ObjectNode rights(boolean viewRealm, boolean manageRealm, boolean viewUsers, boolean manageUsers) {
        return AdminAs.json()
                .put("viewRealm", viewRealm)
                .put("manageRealm", manageRealm)
                .put("viewUsers", viewUsers)
                .put("manageUsers", manageUsers)
                .put("someUsers", false);
    }

    private static void assertRights(AdminAs admin, ObjectNode rights) {
        ObjectNode told = (ObjectNode) me(admin, realm);
        assertThat(told.remove("username").asText()).isNotEmpty();
        assertThat(told).isEqualTo(rights);
    }

    @Test
    void eachAdminIsToldHisRightsAndThoseOfAnotherRealmNothing() {
        assertRights(AdminAs.server(), rights(true, true, true, true));
        assertRights(AdminAs.withRoles(realm, "realm-admin"), rights(true, true, true, true));
        assertRights(AdminAs.withRoles(realm, "view-realm"), rights(true, false, false, false));
        assertRights(AdminAs.withRoles(realm, "manage-realm"), rights(true, true, false, false));
        assertRights(AdminAs.withRoles(realm, "view-users"), rights(false, false, true, false));
        assertRights(AdminAs.withRoles(realm, "manage-users"), rights(false, false, true, true));
        assertRights(AdminAs.withRoles(realm, "query-users"), rights(false, false, false, false));
        assertRights(AdminAs.withRoles(realm), rights(false, false, false, false));
        AdminAs foreigner = AdminAs.withRoles(TestRealm.withoutTwoFactor(), "realm-admin");
        assertThat(foreigner.send("GET", realm.name(), "me", null).status()).isEqualTo(403);
    }

    @Test
    void anAdminWhoseFullTokenIsTooLongForAHeaderComesIn() {
        TestRealm large =
                TestRealm.create(ConsoleRightsIT::addRolesWithLongNames).withSetUp();
        TestUser admin = AdminAs.newAdmin(large, "realm-admin");
        API.send(
                "POST",
                "/" + large.name() + "/users/" + admin.id() + "/role-mappings/realm",
                AdminAs.json().arrayNode().add(API.get("/" + large.name() + "/roles/many")));
        assertThat(fullToken(large, admin)).hasSizeGreaterThan(TOO_LONG);
        List<String> bearers = new ArrayList<>();
        context.onRequest(request -> {
            if (request.headers().containsKey("authorization")) {
                bearers.add(request.headers().get("authorization"));
            }
        });

        Page page = ConsoleKit.signedIn(context, large, admin);

        ConsoleKit.title(page, "Overview");
        assertThat(page.getByLabel("Coverage")).containsText("asked for a second factor");
        assertThat(page.locator(".tf-note.tf-info")).hasCount(0);
        assertThat(bearers).isNotEmpty().allMatch(bearer -> bearer.length() < SHORT);
    }

    private static void addRolesWithLongNames(ObjectNode file) {
        ArrayNode roles = file.putObject("roles").putArray("realm");
        ObjectNode many = AdminAs.json().put("name", "many").put("composite", true);
        ArrayNode all = many.putObject("composites").putArray("realm");
        for (int i = 0; i < 100; i++) {
            String name = "role-" + i + "-" + "x".repeat(220);
            roles.add(AdminAs.json().put("name", name));
            all.add(name);
        }
        roles.add(many);
    }

    private static String fullToken(TestRealm of, TestUser user) {
        String client = API.get("/" + of.name() + "/clients?clientId=web")
                .path(0)
                .path("id")
                .asText();
        return API.get("/" + of.name() + "/clients/" + client
                        + "/evaluate-scopes/generate-example-access-token?scope=openid&userId=" + user.id())
                .toString();
    }

    @Test
    void whoHasOnlyFineGrainedPermissionsSeesAndChangesWhomTheyName() {
        TestRealm fine = TestRealm.create(file -> file.put("adminPermissionsEnabled", true))
                .withSetUp();
        TestUser named = fine.newUser();
        TestUser other = fine.newUser();
        TestUser agent = fine.newUserWithoutPhone();
        AdminAs rest = Permissions.seeker(fine, agent);
        Permissions permissions = new Permissions(fine.name());
        permissions.allow("one", permissions.policy("agent", agent, "POSITIVE"), Set.of("view", "manage"), named.id());
        assertThat(me(rest, fine).path("someUsers").asBoolean()).isTrue();
        assertThat(me(rest, fine).path("viewUsers").asBoolean(true)).isFalse();

        Page page = ConsolePeopleIT.people(ConsoleKit.signedIn(context, fine, agent));

        assertThat(page.locator("main > .tf-info")).containsText("whom the permissions of this realm let you");
        assertThat(page.locator(".tf-space .tf-name")).hasText(new String[] {named.name()});
        assertThat(page.locator("main")).not().containsText(other.name());
        assertThat(page.getByText("Reset everybody …")).isDisabled();
        page.locator(".tf-space .tf-name").click();
        Locator drawer = page.locator(".tf-drawer");
        drawer.locator("button.pf-m-danger").click();
        ConsoleKit.dialog(page).locator("button.pf-m-danger").click();
        assertThat(drawer.locator(".tf-success")).containsText(named.name() + " is reset");
        Chromium.assertNoAxeViolations(page);
    }

    @Test
    void noRequestMakesTheClientOfTheServersAdminsAndThePageSaysWhenItIsGone() {
        JsonNode client = API.get("/master/clients?clientId=two-factor-console").path(0);
        assertThat(client.at("/attributes/client.use.lightweight.access.token.enabled")
                        .asText())
                .isEqualTo("true");
        API.send("DELETE", "/master/clients/" + client.path("id").asText(), null);
        try {
            String address = ConsoleKit.address(realm.name()) + "?login=master";
            assertThat(Parallel.run(4, i -> statusOf(address))).containsOnly(200);
            assertThat(API.get("/master/clients?clientId=two-factor-console")).isEmpty();

            Page page = context.newPage();
            page.navigate(address);
            ConsoleKit.title(page, "Administrators of the server cannot sign in here");
            assertThat(page.locator("main")).containsText("two-factor-console");
            Chromium.assertNoAxeViolations(page);
        } finally {
            API.send("POST", "/master/clients", client);
        }
        Page page = ConsoleKit.signedInAtMaster(context, realm);
        ConsoleKit.title(page, "Overview");
    }

    private static int statusOf(String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theServerNamesTheRealmOfItsAdminsAndNoOtherWordLeadsAnywhere() {
        Page page = context.newPage();
        for (String login :
                List.of("admins", "https://evil.example/", "//evil.example", "..%2F..%2Fevil", "%3Cimg%20src%3Dx%3E")) {
            page.navigate(ConsoleKit.address(realm.name()) + "?login=" + login);
            page.waitForURL(url -> url.startsWith(realm.url() + "/protocol/openid-connect/auth"));
        }
        // As a server whose administrators live in another realm would write the page.
        context.route("**/console/?login=*", route -> {
            APIResponse asked = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody(asked.text()
                            .replace("data-admins=\"master\"", "data-admins=\"operators\"")
                            .replace("data-ready=\"false\"", "data-ready=\"true\"")));
        });
        page.navigate(ConsoleKit.address(realm.name()) + "?login=operators");

        page.waitForURL(
                url -> url.startsWith(TestKeycloak.shared().url() + "/realms/operators/protocol/openid-connect/auth"));
    }
}
