package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arabic in a real browser: the page is mirrored, while every code, number and address on it stays from left to right. */
class RightToLeftIT {

    /** Of each masked number or address: whether its characters stand on the screen in the order that they are read in. */
    private static final String IN_ORDER =
            """
            () => {
              const all = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let text = texts.nextNode(); text; text = texts.nextNode()) {
                for (const found of text.data.matchAll(/\\+\\d[\\d •]+\\d|••• \\d\\d/g)) {
                  const left = (at) => {
                    const range = document.createRange();
                    range.setStart(text, at);
                    range.setEnd(text, at + 1);
                    return range.getBoundingClientRect().left;
                  };
                  if (text.parentElement.checkVisibility()) {
                    all.push(left(found.index) < left(found.index + found[0].length - 1));
                  }
                }
              }
              return all;
            }
            """;

    private static TestRealm realm;

    private final BrowserContext context = ScreenLanguage.browser("ar");
    private final Page page = context.newPage();

    @BeforeAll
    static void makeRealm() {
        realm = ScreenLanguage.realm("keycloak.v2", "en", "ar");
    }

    @AfterEach
    void close() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource({"CODE_BY_TEXT, 2", "PHONE_CODE, 1", "SETTINGS, 1"})
    void numbersStandFromLeftToRightOnAMirroredPage(Screens screen, int numbers) {
        screen.open(realm, page);

        assertThat(page.evaluate("getComputedStyle(document.body).direction")).isEqualTo("rtl");
        assertThat((List<?>) page.evaluate(IN_ORDER))
                .hasSizeGreaterThanOrEqualTo(numbers)
                .allMatch(Boolean.TRUE::equals);
    }

    @ParameterizedTest
    @CsvSource({"CODE_BY_TEXT, #code", "PHONE, #phoneNumber", "ADDRESS, #emailAddress"})
    void whatIsTypedStandsFromLeftToRight(Screens screen, String field) {
        screen.open(realm, page);

        assertThat(page.evaluate("field => getComputedStyle(document.querySelector(field)).direction", field))
                .isEqualTo("ltr");
        assertThat(page.evaluate("getComputedStyle(document.querySelector('label')).direction"))
                .isEqualTo("rtl");
    }

    @Test
    void numbersInTheListOfOtherWaysStandFromLeftToRightToo() {
        Screens.CODE_BY_TEXT.open(realm, page);
        page.click("#try-another-way");

        page.waitForSelector("li > form + div");
        assertThat((List<?>) page.evaluate(IN_ORDER)).isNotEmpty().allMatch(Boolean.TRUE::equals);
    }
}
