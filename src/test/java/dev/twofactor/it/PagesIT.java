package dev.twofactor.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page in every state and both themes, in English: nothing shuts anybody out, and it looks as it did ({@link PicturesIT}). */
class PagesIT {

    @ParameterizedTest
    @ValueSource(strings = {"keycloak.v2", "keycloak"})
    void everybodyCanUseEveryPageAndItLooksAsItDid(String theme) throws IOException {
        TestRealm realm = ScreenLanguage.realm(theme, "en", "de", "ar");
        PictureBook book = new PictureBook(theme + "-en");
        List<String> problems = new ArrayList<>();
        for (Screens screen : Screens.values()) {
            try (BrowserContext context = ScreenLanguage.browser("en")) {
                Page page = context.newPage();
                screen.open(realm, page);
                book.add(screen.name(), page);
                PageAudit.of(page).forEach(problem -> problems.add(screen + ": " + problem));
            }
        }
        Map<String, Double> differences = book.differences();
        SoftAssertions.assertSoftly(all -> {
            all.assertThat(problems).isEmpty();
            all.assertThat(differences).isEmpty();
        });
    }
}
