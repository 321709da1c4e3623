package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages look as they did: in two languages and one that reads from right to left, in both themes, light and dark, on phone and
 * desktop. {@code -Dpictures.write=true} takes the looks of today for right. At most 1.5 % of the cells may differ by more
 * than 40 of 255 greys ({@link CoarsePicture}): fonts may differ, a button that is gone or moved may not.
 */
class PicturesIT {

    private static final Path REFERENCES = Path.of("src/test/resources/pictures");
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
    @CsvSource({"keycloak.v2,en", "keycloak.v2,de", "keycloak.v2,ar", "keycloak,en", "keycloak,de", "keycloak,ar"})
    void thePagesLookAsTheyDid(String theme, String language) throws IOException {
        TestRealm realm = ScreenLanguage.realm(theme, "en", "de", "ar");
        Map<Look, BufferedImage> seen = new EnumMap<>(Look.class);
        for (Look look : Look.values()) {
            int height = look.rows() * SHOWN.size();
            seen.put(look, new BufferedImage(look.columns(), height, BufferedImage.TYPE_BYTE_GRAY));
        }
        for (int i = 0; i < SHOWN.size(); i++) {
            try (BrowserContext context = ScreenLanguage.browser(language)) {
                Page page = context.newPage();
                SHOWN.get(i).open(realm, page);
                assertThat(page.getAttribute("html", "dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
                for (Look look : Look.values()) {
                    part(seen.get(look), look, i)
                            .setData(look.coarselyAt(page).grid().getData());
                }
            }
        }
        Map<String, Double> different = new LinkedHashMap<>();
        for (Look look : Look.values()) {
            compare(theme + "-" + language + "-" + look.file(), look, seen.get(look), different);
        }
        assertThat(different).isEmpty();
    }

    private static void compare(String name, Look look, BufferedImage seen, Map<String, Double> different)
            throws IOException {
        Path reference = REFERENCES.resolve(name + ".png");
        if (Boolean.getBoolean("pictures.write")) {
            Files.createDirectories(REFERENCES);
            ImageIO.write(seen, "png", reference.toFile());
        }
        BufferedImage right = ImageIO.read(reference.toFile());
        for (int i = 0; i < SHOWN.size(); i++) {
            double difference =
                    new CoarsePicture(part(right, look, i)).difference(new CoarsePicture(part(seen, look, i)));
            if (difference > CoarsePicture.MOST_DIFFERENT) {
                different.put(name + " " + SHOWN.get(i), difference);
            }
        }
        if (!different.isEmpty()) {
            Files.createDirectories(Path.of("target/pictures"));
            ImageIO.write(
                    seen,
                    "png",
                    Path.of("target/pictures", "coarse-" + name + ".png").toFile());
        }
    }

    private static BufferedImage part(BufferedImage all, Look look, int index) {
        return all.getSubimage(0, index * look.rows(), look.columns(), look.rows());
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
