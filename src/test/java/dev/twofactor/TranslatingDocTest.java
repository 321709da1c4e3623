package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for translators names what there is. */
class TranslatingDocTest {

    private static final String PAGE = ProjectFile.read(Path.of("docs/translating.md"));

    @Test
    void everyKeyAndTestThatItNamesIsThere() throws IOException {
        assertThat(named("`(twoFactor[A-Za-z-]+)`"))
                .hasSizeGreaterThan(5)
                .isSubsetOf(LanguageFiles.texts("en").keySet());
        try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
            List<String> classes = all.map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
            assertThat(named("([A-Z][A-Za-z]+Test)\\b")).hasSizeGreaterThan(3).isSubsetOf(classes);
        }
    }

    @Test
    void theOnlyReadLanguageIsTheOneThatItNames() {
        assertThat(PAGE).contains("English is;");
        assertThat(LanguageFiles.all())
                .filteredOn(language ->
                        ProjectFile.read(LanguageFiles.file(language)).startsWith("# Reviewed by a speaker: yes"))
                .containsExactly("en");
    }

    private static List<String> named(String pattern) {
        Matcher names = Pattern.compile(pattern).matcher(PAGE);
        return names.results().map(name -> name.group(1)).distinct().toList();
    }
}
