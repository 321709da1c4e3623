package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says what English says: the same keys in the same order, placeholders and all. */
class LanguagesTest {

    private static final Path FOLDER = Path.of("themes/messages");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    /** Keycloak formats each text, and a format takes a single apostrophe for the begin of something to leave as it is. */
    private static final Pattern SINGLE_APOSTROPHE = Pattern.compile("(?<!')'(?:'')*(?!')");

    private static final Map<String, String> ENGLISH = read(FOLDER.resolve("messages_en.properties"));

    static List<Path> languages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(40);
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void hasEveryKeyOnceInTheOrderOfEnglish(Path file) {
        assertThat(read(file).keySet()).containsExactlyElementsOf(ENGLISH.keySet());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void saysWhetherASpeakerHasReadIt(Path file) throws IOException {
        assertThat(Files.readAllLines(file).get(0)).matches("# Reviewed by a speaker: (yes|no)");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void keepsEachPlaceholderAndCanBeFormatted(Path file) {
        read(file).forEach((key, text) -> {
            assertThat(placeholders(text)).as(key).isEqualTo(placeholders(ENGLISH.get(key)));
            assertThat(SINGLE_APOSTROPHE.matcher(text).find())
                    .as("a single apostrophe in " + key)
                    .isFalse();
            assertThat(text).as(key).isNotBlank().doesNotContain("\\", "\t");
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void isNeverMuchLongerThanEnglish(Path file) {
        read(file).forEach((key, text) -> assertThat(text.length())
                .as(key)
                .isLessThanOrEqualTo(ENGLISH.get(key).length() * 11 / 5 + 20));
    }

    private static Map<String, Long> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .collect(Collectors.groupingBy(MatchResult::group, TreeMap::new, Collectors.counting()));
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
                int equals = line.indexOf('=');
                assertThat(texts.put(line.substring(0, equals), line.substring(equals + 1)))
                        .as(line)
                        .isNull();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
