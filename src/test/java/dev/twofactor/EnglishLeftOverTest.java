package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No English is left over in another language by accident; what is meant stands in two lists here. */
class EnglishLeftOverTest {

    /** Texts that are right as in English. */
    private static final Map<String, Set<String>> AS_IN_ENGLISH = Map.of(
            "two-factor-email-display-name", Set.of("el", "it", "vi"),
            "twoFactorAppUnnamed", Set.of("da", "de", "it", "nl", "no", "sv"));

    /** Words of Latin letters that may stand in a language that is written with others. */
    private static final Map<String, Set<String>> LATIN = Map.of(
            "JSON", Set.of(),
            "START", Set.of(),
            "SMS", Set.of(),
            "email", Set.of("el"),
            "passkey", Set.of("hy", "uk"),
            "authenticator", Set.of("th"));

    private static final Set<String> OTHER_LETTERS =
            Set.of("ar", "el", "fa", "hy", "ja", "kk", "ko", "ky", "ru", "th", "uk", "zh_CN", "zh_TW");

    private static final Pattern LATIN_WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Map<String, String> ENGLISH = LanguageFiles.texts("en");

    static Stream<String> translations() {
        return LanguageFiles.all().stream().filter(language -> !language.equals("en"));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void noTextIsTheEnglishOne(String language) {
        LanguageFiles.texts(language).forEach((key, text) -> {
            if (!AS_IN_ENGLISH.getOrDefault(key, Set.of()).contains(language)) {
                assertThat(text).as(key).isNotEqualTo(ENGLISH.get(key));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("translations")
    void noTextHoldsAPieceOfTheEnglishOne(String language) {
        LanguageFiles.texts(language).forEach((key, text) -> assertThat(pieces(text))
                .as(key)
                .doesNotContainAnyElementsOf(
                        pieces(ENGLISH.get(key)).isEmpty() ? List.of("-") : pieces(ENGLISH.get(key))));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void aLanguageOfOtherLettersHasNoEnglishWord(String language) {
        if (OTHER_LETTERS.contains(language)) {
            LanguageFiles.texts(language)
                    .forEach((key, text) ->
                            assertThat(words(LATIN_WORD, text)).as(key).allMatch(word -> mayStand(word, language)));
        }
    }

    @Test
    void whatIsLeftOverIsFound() {
        assertThat(pieces("Bitte enter the {0} digits!")).contains("enter the digits");
        assertThat(words(LATIN_WORD, "Введите code")).containsExactly("code").noneMatch(word -> mayStand(word, "ru"));
    }

    @Test
    void theListsNameOnlyWhatThereIs() {
        AS_IN_ENGLISH.forEach((key, languages) -> assertThat(languages)
                .allSatisfy(language ->
                        assertThat(LanguageFiles.texts(language).get(key)).isEqualTo(ENGLISH.get(key))));
        LATIN.forEach((word, languages) -> assertThat(languages)
                .allSatisfy(language -> assertThat(LanguageFiles.texts(language).values())
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word))));
    }

    private static boolean mayStand(String word, String language) {
        return LATIN.entrySet().stream()
                .anyMatch(allowed ->
                        allowed.getKey().equals(word) && allowed.getValue().isEmpty()
                                || allowed.getKey().equalsIgnoreCase(word)
                                        && allowed.getValue().contains(language));
    }

    /** Three words in a row. */
    private static List<String> pieces(String text) {
        List<String> words = words(WORD, text.toLowerCase(Locale.ROOT));
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i + 2 < words.size(); i++) {
            pieces.add(String.join(" ", words.subList(i, i + 3)));
        }
        return pieces;
    }

    private static List<String> words(Pattern pattern, String text) {
        return pattern.matcher(text.replace("''", "'"))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
