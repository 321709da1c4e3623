package dev.twofactor.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page in the Account Console of every older version that is supported: each console is another build. */
@Tag("versions")
class AccountThemeVersionsIT {

    static List<String> versions() {
        return VersionsIT.VERSIONS.subList(0, VersionsIT.VERSIONS.size() - 1);
    }

    @ParameterizedTest(name = "Keycloak {0}")
    @MethodSource("versions")
    void thePageShowsAndChangesTheMethods(String version) throws IOException {
        try (VersionServer server = VersionServer.start(version);
                BrowserContext context = Chromium.newContext()) {
            TestRealm realm = TestRealm.createOn(server.url(), file -> file.put("accountTheme", "two-factor"));
            TestUser user = realm.newUser();
            Page page = context.newPage();
            page.navigate(realm.url() + "/account/two-factor/:componentId");
            Chromium.signIn(page, user);
            page.fill("#code", new CodeInbox(user.phone()).code(1));
            page.click("#two-factor-verify");
            PlaywrightAssertions.assertThat(page.locator(".two-factor-row")).hasCount(1);
            page.click("#two-factor-off");

            PlaywrightAssertions.assertThat(page.locator("#two-factor-said"))
                    .containsText("Two-factor authentication is off.");
        }
    }
}
