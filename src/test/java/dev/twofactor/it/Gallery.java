package dev.twofactor.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Renders every page and mail from the real server into {@code docs/gallery}: what {@code ./gallery} runs. Not one of the tests
 * that run by themselves: {@link GalleryTest} says whether the pictures are there.
 */
class Gallery {

    static final Path FOLDER = Path.of("docs/gallery");
    private static final float QUALITY = 0.6f;

    private static final List<String> LANGUAGES = chosen("gallery.languages", "en,de");
    private static final List<String> THEMES = chosen("gallery.themes", "keycloak.v2,keycloak");

    @Test
    void render() throws IOException {
        for (String theme : THEMES) {
            TestRealm realm = ScreenLanguage.realm(theme, LANGUAGES.toArray(String[]::new));
            for (String language : LANGUAGES) {
                Path folder = Files.createDirectories(FOLDER.resolve(language).resolve(theme));
                for (Screens screen : Screens.values()) {
                    show(realm, language, screen, folder);
                }
            }
        }
        TestRealm realm = ScreenLanguage.realm(THEMES.get(0), LANGUAGES.toArray(String[]::new));
        for (String language : LANGUAGES) {
            mails(realm, language);
        }
        Files.writeString(FOLDER.resolve("README.md"), page(LANGUAGES, THEMES));
    }

    private static void show(TestRealm realm, String language, Screens screen, Path folder) throws IOException {
        try (BrowserContext context = ScreenLanguage.browser(language)) {
            Page page = context.newPage();
            screen.open(realm, page);
            write(Look.DESKTOP_LIGHT.at(page), 400, folder.resolve(screen.file() + ".jpg"));
            write(Look.PHONE_DARK.at(page), 170, folder.resolve(screen.file() + "-phone.jpg"));
        }
    }

    private static void mails(TestRealm realm, String language) throws IOException {
        for (Mails mail : Mails.values()) {
            try (BrowserContext context = ScreenLanguage.browser(language)) {
                Page page = context.newPage();
                page.setViewportSize(640, 420);
                page.setContent(mail.html(realm, language));
                write(page.screenshot(), 400, FOLDER.resolve(language).resolve(mail.file() + ".jpg"));
            }
        }
    }

    private static void write(byte[] png, int width, Path file) throws IOException {
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(png));
        int height = whole.getHeight() * width / whole.getWidth();
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.drawImage(whole.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        pen.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(small, null, null), how);
        } finally {
            writer.dispose();
        }
    }

    /** The page that shows the pictures of these languages and themes. */
    static String page(List<String> languages, List<String> themes) {
        StringBuilder page = new StringBuilder("# Gallery\n\nEvery page and mail, rendered from a real Keycloak by"
                + " `./gallery` (languages and themes can be chosen: `./gallery en,de keycloak.v2,keycloak`). Beside each"
                + " page the same on a dark phone.\n");
        for (String language : languages) {
            page.append("\n## ").append(language).append("\n\n| |");
            themes.forEach(theme -> page.append(" ").append(theme).append(" |"));
            page.append("\n|---|").append("---|".repeat(themes.size())).append('\n');
            for (Screens screen : Screens.values()) {
                page.append("| ").append(title(screen.file())).append(" |");
                for (String theme : themes) {
                    String file = language + "/" + theme + "/" + screen.file();
                    page.append(" ![](%s.jpg) ![](%s-phone.jpg) |".formatted(file, file));
                }
                page.append('\n');
            }
            page.append("\n| mail | |\n|---|---|\n");
            for (Mails mail : Mails.values()) {
                page.append("| %s | ![](%s/%s.jpg) |%n".formatted(title(mail.file()), language, mail.file()));
            }
        }
        return page.toString();
    }

    private static String title(String file) {
        return file.replace('-', ' ').toLowerCase(Locale.ROOT);
    }

    private static List<String> chosen(String property, String usual) {
        return List.of(System.getProperty(property, usual).split(","));
    }
}
