package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console's tab Messages: ledger, filters, export and what messages come to. */
class ConsoleMessagesIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static final int COPIES = 620;
    private static final String EXPORTED = "**/two-factor/messages?*max=500*";
    private static TestRealm realm;
    private static TestUser user;
    private static TestUser other;

    private final BrowserContext context = Chromium.newContext();

    @BeforeAll
    static void sendMessages() {
        realm = TestRealm.createWithSetUp();
        realm.service("price-per-segment", "0.0075");
        realm.service("title", "Texts " + MARKUP);
        user = realm.newUser();
        other = realm.newUserWithAddress();
        SignIn person = realm.signIn();
        person.password(user);
        person.code(new CodeInbox(user.phone()).code(1));
        realm.signIn().password(other);
        new CodeInbox(user.phone()).awaitSettled(user);
        new CodeInbox(other.address()).awaitSettled(other);
        copy("FAILED", "=1+cmd|' /C calc'!A0", 5);
        copy("SENT", MARKUP, 1);
        copy("DELIVERED", "", COPIES);
    }

    // As vendors answer, and as a year of messages would look like.
    private static void copy(String state, String reason, int times) {
        Rows.text(
                "insert into two_factor_ledger (id, realm_id, user_id, challenge_id, channel, destination, country, state,"
                        + " reason, service, created_at) select '" + state + "-' || i || substr(id, 1, 20), realm_id,"
                        + " user_id, challenge_id, channel, "
                        + (reason.equals(MARKUP) ? "'" + MARKUP + "'" : "destination")
                        + ", 'DE', '" + state + "', '" + reason.replace("'", "''") + "', service, created_at - 1000 * i"
                        + " from two_factor_ledger, generate_series(1, " + times + ") i"
                        + " where country = 'US' and user_id = ? returning id",
                user);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Page messages() {
        Page page = ConsoleKit.signedInAtMaster(context, realm);
        ConsoleKit.open(page, "Messages");
        page.waitForSelector("#tf-ledger ~ div tbody tr");
        return page;
    }

    private static Locator ledger(Page page) {
        return page.getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName("Messages").setExact(true))
                .locator("tbody tr");
    }

    @Test
    void theLedgerIsShownPageByPageTheNewestFirst() {
        Page page = messages();

        assertThat(ledger(page)).hasCount(50);
        assertThat(page.locator("main")).containsText("1 to 50");
        assertThat(page.locator("main")).not().containsText(user.phone());
        assertThat(button(page, "Newer")).isDisabled();
        button(page, "Older").click();
        assertThat(page.locator("main")).containsText("51 to 100");
        button(page, "Newer").click();
        assertThat(page.locator("main")).containsText("1 to 50");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void filtersShowWhatTheySay() {
        Page page = messages();
        page.selectOption("#tf-m-state", "failed");
        assertThat(ledger(page)).hasCount(5);
        assertThat(button(page, "Older")).isDisabled();
        page.selectOption("#tf-m-state", "");
        page.selectOption("#tf-m-channel", "email");
        assertThat(ledger(page)).hasCount(1);
        page.selectOption("#tf-m-channel", "");
        page.fill("#tf-m-country", "us");
        page.press("#tf-m-country", "Enter");
        assertThat(ledger(page)).hasCount(1);
        page.fill("#tf-m-country", "");
        page.fill("#tf-m-user", other.id());
        page.press("#tf-m-user", "Enter");
        assertThat(ledger(page)).hasCount(1);
        page.fill("#tf-m-user", "nobody");
        page.press("#tf-m-user", "Enter");
        assertThat(page.locator("main")).containsText("No message like that");
    }

    @Test
    void theExportHasEveryMessageOnceAndNoFormula() throws IOException {
        Page page = messages();
        Download download =
                page.waitForDownload(() -> button(page, "Export CSV").click());

        assertThat(download.suggestedFilename()).isEqualTo("messages-" + realm.name() + ".csv");
        List<String> lines = List.of(
                Files.readString(download.path(), StandardCharsets.UTF_8).split("\r\n"));
        int all = 0;
        for (int first = 0; ; first += 500) {
            int found = ADMIN.send("GET", realm.name(), "messages?max=500&first=" + first, null)
                    .good()
                    .size();
            all += found;
            if (found < 500) {
                break;
            }
        }
        assertThat(lines).hasSize(all + 1);
        assertThat(lines.get(0)).isEqualTo("\ufeffSent,User id,Channel,To,Country,State,Reason,Service id,Service");
        assertThat(lines).anyMatch(line -> line.contains(",\"'=1+cmd|' /C calc'!A0\","));
        assertThat(lines)
                .noneMatch(line -> line.matches(".*(^|,)\"?[=+@-].*"))
                .noneMatch(line -> line.contains(user.phone()));
        assertThat(page.locator("main")).containsText(String.format("%,d messages saved", all));
    }

    @Test
    void theExportHoldsWhatIsFiltered() throws IOException {
        Page page = messages();
        page.selectOption("#tf-m-state", "failed");
        assertThat(ledger(page)).hasCount(5);
        Download download =
                page.waitForDownload(() -> button(page, "Export CSV").click());

        assertThat(Files.readString(download.path()).split("\r\n")).hasSize(6);
    }

    /** A full page of messages that no other page has. */
    private static Route.FulfillOptions fullPage(int page) {
        ArrayNode messages = AdminAs.json().arrayNode();
        for (int i = 0; i < 500; i++) {
            messages.addObject().put("at", 1_000L * page + i).put("state", "sent");
        }
        return new Route.FulfillOptions().setContentType("application/json").setBody(messages.toString());
    }

    @Test
    void theExportEndsAtItsBoundAndSaysSo() throws IOException {
        AtomicInteger pages = new AtomicInteger();
        context.route(EXPORTED, route -> route.fulfill(fullPage(pages.getAndIncrement())));
        Page page = messages();
        Download download =
                page.waitForDownload(() -> button(page, "Export CSV").click());

        assertThat(page.locator("main"))
                .containsText("100,000 messages saved. There are more: filter them and export in parts.");
        assertThat(Files.readString(download.path()).split("\r\n")).hasSize(100_001);
        assertThat(pages).hasValue(200);
    }

    @Test
    void aStoppedExportSavesNothingAndReadsNoFurther() {
        List<Route> pages = new ArrayList<>();
        List<Download> downloads = new ArrayList<>();
        context.route(EXPORTED, pages::add);
        Page page = messages();
        page.onDownload(downloads::add);
        button(page, "Export CSV").click();
        page.waitForCondition(() -> pages.size() == 1);
        pages.get(0).fulfill(fullPage(0));
        page.waitForCondition(() -> pages.size() == 2);
        button(page, "Stop").click();
        pages.get(1).fulfill(fullPage(1));

        assertThat(page.locator("main")).containsText("Stopped; nothing is saved.");
        assertThat(button(page, "Export CSV")).isFocused();
        assertThat(pages).hasSize(2);
        assertThat(downloads).isEmpty();
    }

    @Test
    void whatMessagesComeToIsSummedWithMoney() {
        Page page = messages();

        Locator usage = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Usage by service"));
        assertThat(usage.locator("tfoot")).containsText("0.0075");
        assertThat(usage).containsText("Texts " + MARKUP);
        page.selectOption("#tf-days", "7");
        assertThat(usage.locator("tfoot")).containsText("0.0075");
    }

    @Test
    void whatVendorsAndAdminsWroteStaysText() {
        Page page = messages();
        page.selectOption("#tf-m-state", "sent");

        page.fill("#tf-m-country", "de");
        page.press("#tf-m-country", "Enter");
        assertThat(ledger(page)).hasCount(1);
        assertThat(ledger(page).locator("td").nth(1)).hasText(MARKUP);
        assertThat(ledger(page).locator("td").nth(5)).hasText(MARKUP);
        assertThat(page.locator("#tf-m-service option")).containsText(new String[] {"Any", "Texts " + MARKUP});
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void theUserOfAMessageIsOneKeyAway() {
        Page page = messages();
        page.fill("#tf-m-user", other.id());
        page.press("#tf-m-user", "Enter");
        assertThat(ledger(page)).hasCount(1);
        ledger(page).getByRole(AriaRole.BUTTON).press("Enter");

        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(other.name());
        page.keyboard().press("Escape");
        assertThat(ledger(page).getByRole(AriaRole.BUTTON)).isFocused();
    }

    @Test
    void whoMaySeeOnlyOneHalfIsToldWhatTheOtherNeeds() {
        Page page = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "view-realm"));
        ConsoleKit.open(page, "Messages");
        assertThat(page.locator("main")).containsText("It needs the role view-users or manage-users");
        assertThat(page.locator("main")).containsText("0.0075");
        Chromium.assertNoAxeViolations(page);

        page.context().clearCookies();
        Page users = ConsoleKit.signedIn(context, realm, AdminAs.newAdmin(realm, "view-users"));
        ConsoleKit.open(users, "Messages");
        assertThat(users.locator("main")).containsText("It needs the role view-realm");
        assertThat(ledger(users)).hasCount(50);
    }

    @Test
    void nothingIsWiderThanASmallPhoneAndAxeFindsNothing() {
        Page page = messages();
        Chromium.assertNoAxeViolations(page);
        Chromium.picture(page, "console-messages");
        page.setViewportSize(320, 640);

        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
    }
}
