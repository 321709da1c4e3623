package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
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
        signInAtMaster(page);
        return page;
    }

    /** Signs in at master as the server's first admin, who may do everything in all realms of the tests. */
    static void signInAtMaster(Page page) {
        Chromium.signIn(page, "admin", "admin");
    }

    /** Goes to a tab by its link and waits until it is drawn. */
    static void open(Page page, String tab) {
        page.getByRole(AriaRole.NAVIGATION).getByText(tab).click();
        title(page, tab);
    }

    static void title(Page page, String title) {
        assertThat(page.locator("h1")).hasText(title);
    }

    /** What is asked or shown above the page. */
    static Locator dialog(Page page) {
        return page.locator("dialog.tf-dialog");
    }

    static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
