package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says what English says: the same keys in the same order, placeholders and all. */
class LanguagesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    /** Keycloak formats each text, and a format takes a single apostrophe for the begin of something to leave as it is. */
    private static final Pattern SINGLE_APOSTROPHE = Pattern.compile("(?<!')'(?:'')*(?!')");

    private static final Map<String, String> ENGLISH = LanguageFiles.texts("en");

    static List<String> languages() {
        return LanguageFiles.all();
    }

    @Test
    void theLanguagesAreThoseOfKeycloaksLoginTheme() {
        assertThat(LanguageFiles.tags())
                .containsExactlyInAnyOrder(
                        ("ar,az,ca,cs,da,de,el,en,es,eu,fa,fr,fi,hr,hu,hy,id,it,ja,kk,ko,ky,lt,lv,nl,no,"
                                        + "pl,pt,pt-BR,ro,ru,sk,sl,sv,th,tr,uk,vi,zh-CN,zh-TW")
                                .split(","));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void hasEveryKeyOnceInTheOrderOfEnglish(String language) {
        assertThat(LanguageFiles.texts(language).keySet()).containsExactlyElementsOf(ENGLISH.keySet());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void saysWhetherASpeakerHasReadIt(String language) {
        assertThat(ProjectFile.read(LanguageFiles.file(language)).lines().findFirst())
                .get()
                .asString()
                .matches("# Reviewed by a speaker: (yes|no)");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void keepsEachPlaceholderAndCanBeFormatted(String language) {
        LanguageFiles.texts(language).forEach((key, text) -> {
            assertThat(placeholders(text)).as(key).isEqualTo(placeholders(ENGLISH.get(key)));
            assertThat(SINGLE_APOSTROPHE.matcher(text).find())
                    .as("a single apostrophe in " + key)
                    .isFalse();
            assertThat(text).as(key).isNotBlank().doesNotContain("\\", "\t");
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void saysWhatItIsGiven(String language) {
        LanguageFiles.texts(language).forEach((key, text) -> {
            Object[] given = Stream.of("first", "second", "third")
                    .limit(placeholders(text).size())
                    .toArray();
            String said = new MessageFormat(text, LanguageFiles.locale(language)).format(given);
            assertThat(said).as(key).doesNotContain("{", "}", "''");
            assertThat(given).as(key).allSatisfy(word -> assertThat(said).contains((String) word));
        });
    }

    /** The Account Console shows them as they stand, without filling in and without taking doubled apostrophes for one. */
    @ParameterizedTest
    @MethodSource("languages")
    void whatTheAccountConsoleShowsHasNoDoubledApostrophe(String language) {
        LanguageFiles.texts(language).forEach((key, text) -> {
            if (key.startsWith("two-factor-")) {
                assertThat(text).as(key).doesNotContain("''", "{");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void isNeverMuchLongerThanEnglish(String language) {
        LanguageFiles.texts(language).forEach((key, text) -> assertThat(text.length())
                .as(key)
                .isLessThanOrEqualTo(ENGLISH.get(key).length() * 11 / 5 + 20));
    }

    private static Map<String, Long> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .collect(Collectors.groupingBy(MatchResult::group, TreeMap::new, Collectors.counting()));
    }
}
