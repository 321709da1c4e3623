package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets into the console, what of the sign-in stays where, and how the page itself is served. */
class ConsoleSignInIT {

    private static final int MOST_BYTES = 150_000;
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+");
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

    @Test
    void aRealmsOwnAdminComesInAndSeesEveryTab() {
        Page page = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "realm-admin"));

        ConsoleKit.title(page, "Overview");
        for (String tab : ConsoleKit.TABS) {
            ConsoleKit.open(page, tab);
            PlaywrightAssertions.assertThat(page.locator(".tf-note.tf-info")).hasCount(0);
        }
        assertThat(page.url()).isEqualTo(ConsoleKit.address(realm.name()) + "#/messages");
        page.reload();
        ConsoleKit.title(page, "Messages");
    }

    @Test
    void anAdminOfMasterComesIntoAnyRealm() {
        Page page = ConsoleKit.signedInAtMaster(context, realm);

        ConsoleKit.title(page, "Overview");
        assertThat(page.url()).startsWith(ConsoleKit.address(realm.name()) + "?login=master");
        PlaywrightAssertions.assertThat(page.locator(".tf-realm")).hasText(realm.name());
        PlaywrightAssertions.assertThat(page.locator(".tf-user span")).hasText("admin");
        page.reload();
        ConsoleKit.title(page, "Overview");
    }

    @Test
    void whoseSignInKeycloaksPageBrokeOffComesInAllTheSame() {
        Page page = context.newPage();
        page.navigate(ConsoleKit.address(realm.name()) + "?login=master");
        breakOff(page);
        ConsoleKit.signInAtMaster(page);

        ConsoleKit.title(page, "Overview");
        PlaywrightAssertions.assertThat(page.locator(".tf-realm")).hasText(realm.name());
    }

    @Test
    void aSignInThatIsBrokenOffAgainIsNotTriedForEver() {
        Page page = context.newPage();
        page.navigate(ConsoleKit.address(realm.name()) + "?login=master");
        breakOff(page);
        breakOff(page);

        ConsoleKit.title(page, "You are not signed in");
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("The sign-in was not finished.");
    }

    // As Keycloak does when the script of its page finds a session before the browser has left.
    private static void breakOff(Page page) {
        page.waitForSelector("#username");
        String state = page.url().replaceFirst(".*[?&]state=([^&]+).*", "$1");
        page.navigate(ConsoleKit.address("master")
                + "?error=temporarily_unavailable&error_description=authentication_expired&state=" + state);
    }

    @Test
    void whoMayViewIsToldOnEachTabWhyNothingCanBeChanged() {
        Page page = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "view-realm", "view-users"));

        for (String tab : List.of("Services", "Policy", "Overview")) {
            ConsoleKit.open(page, tab);
            PlaywrightAssertions.assertThat(page.locator("main > .tf-info")).containsText("manage-realm");
        }
        ConsoleKit.open(page, "People");
        PlaywrightAssertions.assertThat(page.locator("main > .tf-info")).containsText("manage-users");
    }

    @Test
    void whoHasNoRightGetsAPageThatSaysSo() {
        TestUser user = realm.newUserWithoutPhone();
        Page page = ConsoleKit.signedIn(context, realm, user);

        ConsoleKit.title(page, "You may not use this page");
        PlaywrightAssertions.assertThat(page.locator("main")).containsText(user.name());
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("view-realm");
        Chromium.assertNoAxeViolations(page);
    }

    @Test
    void tokensAreInNoStorageAndNoAddressAndSigningOutEndsThem() throws Exception {
        List<String> tokens = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        context.onRequest(request -> {
            addresses.add(request.url());
            String bearer = request.headers().get("authorization");
            if (bearer != null) {
                tokens.add(bearer.substring("Bearer ".length()));
            }
        });
        Page page = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "realm-admin"));
        ConsoleKit.title(page, "Overview");
        ConsoleKit.open(page, "People");
        String kept = page.evaluate("() => JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
                .toString();

        // Keycloak's own cookies name the session for its scripts; no token is in them.
        assertThat(kept).startsWith("[{},{},").doesNotContain("eyJ");
        assertThat(tokens).isNotEmpty();
        assertThat(addresses).noneMatch(address -> tokens.stream().anyMatch(address::contains));
        assertThat(addresses).noneMatch(JWT.asPredicate());
        assertThat(status(tokens.get(0))).isEqualTo(200);

        ConsoleKit.press(page, "Sign out");

        ConsoleKit.title(page, "You are signed out");
        assertThat(status(tokens.get(0))).isEqualTo(401);
        page.reload();
        PlaywrightAssertions.assertThat(page.locator("#username")).isVisible();
        assertThat(addresses).noneMatch(JWT.asPredicate());
    }

    @Test
    void anAnswerOfTheSignInPageThatWasNotAskedForIsRefused() {
        Page page = context.newPage();
        page.navigate(ConsoleKit.address(realm.name()) + "?state=stolen&code=stolen");

        ConsoleKit.title(page, "You are not signed in");
        assertThat(page.url()).doesNotContain("stolen");
        Chromium.assertNoAxeViolations(page);
        ConsoleKit.press(page, "Sign in");
        PlaywrightAssertions.assertThat(page.locator("#username")).isVisible();
    }

    @Test
    void theFirstLoadIsSmall() {
        List<Response> responses = new ArrayList<>();
        Page page = context.newPage();
        page.onResponse(responses::add);
        page.navigate(ConsoleKit.address(realm.name()));
        Chromium.signIn(page, AdminAs.newAdmin(realm, "realm-admin"));
        ConsoleKit.title(page, "Overview");
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);

        // The sign-in page between the page's two loads is Keycloak's; the second one takes the files from the cache.
        Map<String, Response> ours = new TreeMap<>();
        responses.stream()
                .filter(each -> each.status() == 200)
                .filter(each ->
                        each.url().contains("/two-factor/") || each.url().contains("RedHatTextVF"))
                .forEach(each -> ours.putIfAbsent(each.url().replaceFirst("[?].*", ""), each));
        Map<String, Integer> sizes = new TreeMap<>();
        ours.forEach((url, each) -> sizes.put(url, each.request().sizes().responseBodySize));
        int bytes = sizes.values().stream().mapToInt(each -> each).sum();
        assertThat(sizes.keySet())
                .anyMatch(url -> url.endsWith("app.js"))
                .anyMatch(url -> url.endsWith("RedHatTextVF.woff2"));
        assertThat(responses)
                .allMatch(each -> each.url().startsWith(TestKeycloak.shared().url())
                        || each.url().startsWith("data:"));
        assertThat(bytes).as("%s", sizes).isBetween(10_000, MOST_BYTES);
    }

    @Test
    void thePageComesWithRulesOfItsOwn() throws Exception {
        Map<String, List<String>> headers =
                get(ConsoleKit.address(realm.name())).headers().map();

        assertThat(headers.get("content-security-policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                                + "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'");
        assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
        assertThat(headers.get("referrer-policy")).containsExactly("no-referrer");
        assertThat(headers.get("x-frame-options")).containsExactly("DENY");
        assertThat(headers.get("strict-transport-security")).containsExactly("max-age=31536000; includeSubDomains");
        assertThat(headers.get("cache-control")).containsExactly("no-store");
    }

    @Test
    void onlyTheFilesOfThePageAreServedAndTheyMayBeKept() throws Exception {
        String page = get(ConsoleKit.address(realm.name())).body();
        String version = page.replaceFirst("(?s).*href=\"([0-9a-f]{16})/console.css\".*", "$1");

        var script = get(ConsoleKit.address(realm.name()) + version + "/app.js");
        assertThat(script.headers().firstValue("content-type")).contains("text/javascript;charset=utf-8");
        assertThat(script.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
        assertThat(script.headers().firstValue("content-security-policy")).isPresent();
        var other = get(ConsoleKit.address(realm.name()) + "0123456789abcdef/app.js");
        assertThat(other.headers().firstValue("cache-control")).contains("no-store");
        for (String none :
                List.of("index.html", "../api.js", "tabs/", "%2e%2e/templates/two-factor-code.ftl", "x.js")) {
            assertThat(get(ConsoleKit.address(realm.name()) + version + "/" + none)
                            .statusCode())
                    .as(none)
                    .isIn(400, 404);
        }
        assertThat(get(ConsoleKit.address(realm.name()).replaceFirst("/$", ""))
                        .headers()
                        .firstValue("location"))
                .contains(ConsoleKit.address(realm.name()));
    }

    private static java.net.http.HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private static int status(String token) throws Exception {
        String address = TestKeycloak.shared().url() + "/admin/realms/" + realm.name() + "/two-factor/users/count";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
