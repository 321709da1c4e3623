package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding a country and typing a number, in a real browser. */
class CountrySearchIT {

    private static TestRealm realm;

    private final TestUser user = realm.newUserWithoutPhone();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, aust, AU",
        "en-GB, united st, US",
        "de-DE, oster, AT",
        "de-DE, Österr, AT",
        "en-GB, +358, FI",
        "en-GB, gb, GB"
    })
    void aCountryIsFoundByPartsOfItsNameWithoutAccentsByPrefixAndByCode(String language, String typed, String code) {
        try (BrowserContext context = speaking(language, true)) {
            Page page = phonePage(context);

            page.locator("#countrySearch").pressSequentially(typed);

            PlaywrightAssertions.assertThat(page.locator("#country")).hasValue(code);
            assertThat(page.locator("#country option").count()).isLessThan(20);
            assertThat(page.textContent("#two-factor-countries-found")).containsPattern("[1-9]");
        }
    }

    @Test
    void theSearchNeedsNoMouseKeepsTheChoiceAndShutsNobodyOut() {
        try (BrowserContext context = speaking("en-GB", true)) {
            Page page = phonePage(context);
            page.selectOption("#country", "DE");
            page.focus("#countrySearch");
            page.keyboard().type("xyz");
            PlaywrightAssertions.assertThat(page.locator("#two-factor-countries-found"))
                    .hasText("Countries found: 0");
            PlaywrightAssertions.assertThat(page.locator("#country")).hasValue("DE");
            page.fill("#countrySearch", "swed");
            Chromium.assertNoAxeViolations(page);

            page.keyboard().press("Enter");
            page.keyboard().type("0701234567");

            PlaywrightAssertions.assertThat(page.locator("#phoneNumber")).hasValue("070-123 45 67");
            page.fill("#countrySearch", "");
            PlaywrightAssertions.assertThat(page.locator("#country")).hasValue("SE");
            assertThat(page.locator("#country option").count()).isGreaterThan(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', +14155550101, +1 415-555-0101",
        "DE, +14155550101, +1 415-555-0101",
        "US, +4915123456789, +49 1512 3456789",
        "DE, 015123456789, 01512 3456789",
        "DE, 004915123456789, 004915123456789",
        "'', 4155550101, 4155550101"
    })
    void aNumberIsGroupedWhileTypedInTheNationalAndTheInternationalForm(String country, String typed, String shown) {
        try (BrowserContext context = speaking("en-GB", true)) {
            Page page = phonePage(context);
            page.selectOption("#country", country);

            page.locator("#phoneNumber").pressSequentially(typed);

            PlaywrightAssertions.assertThat(page.locator("#phoneNumber")).hasValue(shown);
        }
    }

    @Test
    void withoutJavaScriptTheListAloneIsThereAndTheNumberIsTakenAsTyped() {
        String phone = PhoneNumbers.next();
        try (BrowserContext context = speaking("en-GB", false)) {
            Page page = phonePage(context);
            PlaywrightAssertions.assertThat(page.locator("#countrySearch")).isHidden();
            page.selectOption("#country", "US");
            page.fill("#phoneNumber", phone.substring(2));
            page.click("#two-factor-send");

            PlaywrightAssertions.assertThat(page.locator("#code")).isVisible();
            assertThat(new CodeInbox(phone).message(1).to()).isEqualTo(phone);
        }
    }

    private static BrowserContext speaking(String language, boolean scripts) {
        return Chromium.newContext(
                new Browser.NewContextOptions().setLocale(language).setJavaScriptEnabled(scripts));
    }

    private Page phonePage(BrowserContext context) {
        Page page = context.newPage();
        page.navigate(BrowserSession.loginAddress(realm.name(), "web") + "&kc_action=two-factor-enroll-sms");
        Chromium.signIn(page, user);
        page.waitForSelector("#phoneNumber");
        return page;
    }
}
