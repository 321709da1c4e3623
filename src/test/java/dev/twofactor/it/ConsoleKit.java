package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
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

    /** A user of the realm with these roles of its {@code realm-management}. */
    static TestUser admin(TestRealm realm, String... roles) {
        AdminApi api = TestKeycloak.shared().admin();
        TestUser user = realm.newUserWithoutPhone();
        String client = api.get("/" + realm.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
        ArrayNode mapped = AdminAs.json().putArray("roles");
        for (String role : roles) {
            mapped.add(api.get("/" + realm.name() + "/clients/" + client + "/roles/" + role));
        }
        api.send("POST", "/" + realm.name() + "/users/" + user.id() + "/role-mappings/clients/" + client, mapped);
        return user;
    }

    /** The console of a realm, with this user of it signed in. */
    static Page signedIn(BrowserContext context, TestRealm realm, TestUser user) {
        Page page = context.newPage();
        page.navigate(address(realm.name()));
        Chromium.signIn(page, user);
        return page;
    }

    /** The console of a realm, with the server's admin signed in at master. */
    static Page signedInAtMaster(BrowserContext context, TestRealm realm) {
        Page page = context.newPage();
        page.navigate(address(realm.name()) + "?login=master");
        page.fill("#username", "admin");
        page.fill("#password", "admin");
        page.click("#kc-login");
        return page;
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
