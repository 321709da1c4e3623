package dev.twofactor.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.twofactor.LanguageFiles;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Renders pages and mails from the real server: what {@code ./gallery} runs. {@link GalleryTest} says whether the pictures in
 * the docs are there, {@link GalleryIT} whether the command works.
 */
final class Gallery {

    static final Path FOLDER = Path.of("docs/gallery");
    private static final float QUALITY = 0.6f;

    private final Path folder;
    private final List<String> languages;
    private final List<String> themes;
    private final List<Screens> screens;
    private final List<Mails> mails;
    private final boolean texts;

    /** @param chosen names of pictures, of pages and mails; empty for all */
    Gallery(Path folder, List<String> languages, List<String> themes, List<String> chosen) {
        this.folder = folder;
        this.languages = languages;
        this.themes = themes;
        this.screens = Stream.of(Screens.values())
                .filter(screen -> chosen.isEmpty() || chosen.contains(screen.file()))
                .toList();
        this.mails = Stream.of(Mails.values())
                .filter(mail -> chosen.isEmpty() || chosen.contains(mail.file()))
                .toList();
        this.texts = chosen.isEmpty() || chosen.contains(TextMessages.FILE);
    }

    /**
     * Folder, languages, themes and names of pictures, each but the folder a list with commas, empty for all or the usual;
     * the languages as BCP 47 tags, or {@code all}.
     */
    public static void main(String... args) throws IOException {
        List<String> languages = args[1].equals("all") ? LanguageFiles.tags() : list(args[1]);
        new Gallery(Path.of(args[0]), languages, list(args[2]), list(args[3])).render();
        // The inbox has threads of its own; server and database go with this one.
        System.exit(0);
    }

    private void render() throws IOException {
        for (String theme : themes) {
            TestRealm realm = ScreenLanguage.realm(theme, languages.toArray(String[]::new));
            for (String language : languages) {
                Path target = Files.createDirectories(folder.resolve(language).resolve(theme));
                for (Screens screen : screens) {
                    show(realm, language, screen, target);
                }
            }
        }
        TestRealm realm = ScreenLanguage.realm(themes.get(0), languages.toArray(String[]::new));
        for (String language : languages) {
            mails(realm, language);
            if (texts) {
                mail(language, TextMessages.html(language), TextMessages.FILE);
            }
        }
        Files.writeString(folder.resolve("README.md"), page());
    }

    private static void show(TestRealm realm, String language, Screens screen, Path folder) throws IOException {
        try (BrowserContext context = ScreenLanguage.browser(language)) {
            Page page = context.newPage();
            screen.open(realm, page);
            write(Look.DESKTOP_LIGHT.at(page), 400, folder.resolve(screen.file() + ".jpg"));
            write(Look.PHONE_DARK.at(page), 170, folder.resolve(screen.file() + "-phone.jpg"));
        }
    }

    private void mails(TestRealm realm, String language) throws IOException {
        for (Mails mail : mails) {
            mail(language, mail.html(realm, language), mail.file());
        }
    }

    private void mail(String language, String html, String file) throws IOException {
        try (BrowserContext context = ScreenLanguage.browser(language)) {
            Page page = context.newPage();
            page.setViewportSize(640, 420);
            page.setContent(html);
            Path target = Files.createDirectories(folder.resolve(language));
            write(page.screenshot(), 400, target.resolve(file + ".jpg"));
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

    /** The page that shows the pictures. */
    String page() {
        StringBuilder page = new StringBuilder("# Gallery\n\nEvery page and mail, rendered from a real Keycloak by"
                + " `./gallery`; `./gallery fr` shows another language, `./gallery all` all of them. Beside each page the same"
                + " on a dark phone.\n");
        for (String language : languages) {
            page.append("\n## ").append(language).append("\n\n| |");
            themes.forEach(theme -> page.append(" ").append(theme).append(" |"));
            page.append("\n|---|").append("---|".repeat(themes.size())).append('\n');
            for (Screens screen : screens) {
                page.append("| ").append(title(screen.file())).append(" |");
                for (String theme : themes) {
                    String file = language + "/" + theme + "/" + screen.file();
                    page.append(" ![](%s.jpg) ![](%s-phone.jpg) |".formatted(file, file));
                }
                page.append('\n');
            }
            page.append("\n| mail | |\n|---|---|\n");
            for (Mails mail : mails) {
                page.append("| %s | ![](%s/%s.jpg) |%n".formatted(title(mail.file()), language, mail.file()));
            }
            if (texts) {
                page.append("| text messages | ![](%s/%s.jpg) |%n".formatted(language, TextMessages.FILE));
            }
        }
        return page.toString();
    }

    private static String title(String file) {
        return file.replace('-', ' ').toLowerCase(Locale.ROOT);
    }

    private static List<String> list(String names) {
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }
}
