package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages and mails look as they did: in two languages and one that reads from right to left, in both themes, light and dark, on
 * phone and desktop. At most 1.5 % of the cells may differ by more than 40 of 255 greys ({@link CoarsePicture}): fonts may
 * differ, a button that is gone or moved may not. {@link PagesIT} looks at every page in English; here is one of each build.
 */
class PicturesIT {

    private static final List<Screens> SHOWN = List.of(
            Screens.CODE_BY_TEXT,
            Screens.CODE_WRONG,
            Screens.APP,
            Screens.PHONE,
            Screens.CHOOSE,
            Screens.SETTINGS,
            Screens.TRUST,
            Screens.REPORT);

    @ParameterizedTest
    @CsvSource({"keycloak.v2,de", "keycloak.v2,ar", "keycloak,de", "keycloak,ar"})
    void thePagesLookAsTheyDid(String theme, String language) throws IOException {
        TestRealm realm = ScreenLanguage.realm(theme, "en", "de", "ar");
        PictureBook book = new PictureBook(theme + "-" + language);
        for (Screens screen : SHOWN) {
            try (BrowserContext context = ScreenLanguage.browser(language)) {
                Page page = context.newPage();
                screen.open(realm, page);
                assertThat(page.getAttribute("html", "dir")).isEqualTo(direction(language));
                book.add(screen.name(), page);
            }
        }
        assertThat(book.differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "ar"})
    void theMailsLookAsTheyDid(String language) throws IOException {
        TestRealm realm = ScreenLanguage.realm("keycloak.v2", "en", "de", "ar");
        PictureBook book = new PictureBook("mail-" + language);
        for (Mails mail : Mails.values()) {
            try (BrowserContext context = ScreenLanguage.browser(language)) {
                Page page = context.newPage();
                page.setContent(mail.html(realm, language));
                assertThat(page.getAttribute("html", "dir")).isEqualTo(direction(language));
                book.add(mail.name(), page);
            }
        }
        assertThat(book.differences()).isEmpty();
    }

    private static String direction(String language) {
        return language.equals("ar") ? "rtl" : "ltr";
    }

    @ParameterizedTest
    @CsvSource({"keycloak.v2", "keycloak"})
    void whatIsGoneOrMovedIsNoticedAndWordsAreNot(String theme) {
        TestRealm realm = Screens.realm(theme);
        try (BrowserContext context = ScreenLanguage.browser("en")) {
            Page page = context.newPage();
            Screens.CODE_BY_TEXT.open(realm, page);
            for (Look look : Look.values()) {
                CoarsePicture right = look.coarselyAt(page);
                page.evaluate(
                        "document.querySelector('#two-factor-state').lastElementChild.textContent = '+49 ••• 11'");
                assertThat(right.difference(look.coarselyAt(page))).isLessThan(CoarsePicture.MOST_DIFFERENT);
                page.evaluate("document.querySelector('#two-factor-verify').style.display = 'none'");
                assertThat(right.difference(look.coarselyAt(page))).isGreaterThan(CoarsePicture.MOST_DIFFERENT);
                page.evaluate("const s = document.querySelector('#two-factor-verify').style;"
                        + "s.display = ''; s.marginTop = '30px'");
                assertThat(right.difference(look.coarselyAt(page))).isGreaterThan(CoarsePicture.MOST_DIFFERENT);
                page.evaluate("document.querySelector('#two-factor-verify').style.marginTop = ''");
            }
        }
    }
}
