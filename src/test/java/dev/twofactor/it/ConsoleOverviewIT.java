package dev.twofactor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console's tab Overview in a realm in which a message cost most of the day's money and its code was entered. */
class ConsoleOverviewIT {

    private static final BrowserContext CONTEXT = Chromium.newContext();
    private static Page page;

    @BeforeAll
    static void spend() {
        TestRealm realm = TestRealm.createWithSetUp();
        realm.service("price-per-segment", "0.0075");
        realm.policy("spend-per-day", "0.009");
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        person.code(new CodeInbox(user.phone()).code(1));
        new CodeInbox(user.phone()).awaitSettled(user);
        page = ConsoleKit.signedIn(CONTEXT, realm, AdminAs.newAdmin(realm, "realm-admin"));
        ConsoleKit.title(page, "Overview");
    }

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    private static Locator card(String title) {
        return page.getByLabel(title, new Page.GetByLabelOptions().setExact(true));
    }

    @Test
    void alarmsOfTheWeekAreSaidInWords() {
        assertThat(card("Alarms").locator("li")).hasCount(1);
        assertThat(card("Alarms")).containsText("Four fifths of the day’s money for text messages are spent.");
    }

    @Test
    void moneyIsDrawnByDayAndByCountryWithItsNumbersAsATable() {
        Locator money = card("Money");
        assertThat(money.locator(".tf-big")).hasText("0.0075");
        assertThat(money.locator("svg[role=img]")).hasAttribute("aria-label", "Money in the last 30 days");
        assertThat(money.locator("svg[role=img] rect.tf-good")).hasCount(30);
        assertThat(money.locator("svg[role=img] rect.tf-good[height='100']")).hasCount(1);
        assertThat(money.locator(".tf-shares li").first()).containsText("US");
        money.locator("summary").click();
        assertThat(money.locator("tbody tr").last()).containsText("0.0075");
    }

    @Test
    void messagesShowTheShareWhoseCodeWasEntered() {
        assertThat(card("Messages").locator(".tf-big")).hasText("100 %");
        assertThat(card("Messages")).containsText("of 1 messages in 30 days had their code entered; 0 failed");
    }
}
