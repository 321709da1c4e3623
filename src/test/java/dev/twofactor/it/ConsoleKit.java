package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** Ways to the console page that its tests share. */
final class ConsoleKit {

    static final List<String> TABS = List.of("Overview", "Services", "Policy", "People", "Messages");

    private ConsoleKit() {}

    static String address(String realm) {
        return TestKeycloak.shared().url() + "/realms/" + realm + "/two-factor/console/";
    }

    /** The console of a realm, with this user of it signed in. */
    static Page signedIn(BrowserContext context, TestRealm realm, TestUser user) {
        Page page = context.newPage();
        page.navigate(address(realm.name()));
        Chromium.signIn(page, user);
        return page;
    }

    /** The console of a realm, with an admin of master signed in. */
    static Page signedInAtMaster(BrowserContext context, TestRealm realm) {
        Page page = context.newPage();
        page.navigate(address(realm.name()) + "?login=master");
        signInAtMaster(page, realm.name());
        return page;
    }

    /** Signs in at master as one who may do everything in this realm: the token of "admin" names all realms of the tests. */
    static void signInAtMaster(Page page, String realm) {
        AdminApi api = TestKeycloak.shared().admin();
        String name = "admin-of-" + realm;
        if (api.get("/master/users?exact=true&username=" + name).isEmpty()) {
            String id = api.createUser("master", name, "admin", AdminAs.json().putArray("none"));
            String client = api.get("/master/clients?clientId=" + realm + "-realm")
                    .path(0)
                    .path("id")
                    .asText();
            api.send(
                    "POST",
                    "/master/users/" + id + "/role-mappings/clients/" + client,
                    api.get("/master/clients/" + client + "/roles"));
        }
        page.fill("#username", name);
        page.fill("#password", "admin");
        page.click("#kc-login");
    }

    /** Goes to a tab by its link and waits until it is drawn. */
    static void open(Page page, String tab) {
        page.getByRole(AriaRole.NAVIGATION).getByText(tab).click();
        title(page, tab);
    }

    static void title(Page page, String title) {
        assertThat(page.locator("h1")).hasText(title);
    }

    static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
