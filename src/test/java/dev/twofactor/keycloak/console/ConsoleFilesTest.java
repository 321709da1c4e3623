package dev.twofactor.keycloak.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's files, as they lie in the source. */
class ConsoleFilesTest {

    private static final Path FOLDER = Path.of("themes/console");
    /** Ways by which a text becomes markup or a program, and places where a token could outlive the page. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|srcdoc|\\beval\\b|new Function|localStorage|document\\.cookie|DOMParser");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void everyFileIsServed() throws IOException {
        for (Path file : files()) {
            String name = FOLDER.relativize(file).toString().replace('\\', '/');
            assertThat(name.equals("index.html") ? ConsoleFiles.page() : ConsoleFiles.file(name))
                    .as(name)
                    .isEqualTo(Files.readString(file));
        }
    }

    @Test
    void noneMakesMarkupOfATextOrKeepsAToken() throws IOException {
        for (Path file : files()) {
            assertThat(FORBIDDEN.matcher(Files.readString(file)).find())
                    .as(file.toString())
                    .isFalse();
        }
    }
}
