package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gallery in the docs shows every page and mail, and is small. */
class GalleryTest {

    private static final long MOST_BYTES = 3_000_000;
    private static final Pattern PICTURE = Pattern.compile("!\\[\\]\\(([^)]+)\\)");

    @Test
    void everyPageAndMailIsInTheGallery() throws IOException {
        String page = Files.readString(Gallery.FOLDER.resolve("README.md"));

        assertThat(page)
                .isEqualTo(
                        new Gallery(Gallery.FOLDER, List.of("en", "de"), List.of("keycloak.v2", "keycloak"), List.of())
                                .page());
        Matcher pictures = PICTURE.matcher(page);
        while (pictures.find()) {
            assertThat(Gallery.FOLDER.resolve(pictures.group(1))).isNotEmptyFile();
        }
    }

    @Test
    void theGalleryIsSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Gallery.FOLDER)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(MOST_BYTES);
        }
    }
}
