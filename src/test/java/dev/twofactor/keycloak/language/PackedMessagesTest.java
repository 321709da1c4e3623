package dev.twofactor.keycloak.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.LanguageFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedMessagesTest {

    private final PackedMessages packed = new PackedMessages();
    private final LanguagesFactory provider = new LanguagesFactory();

    @Test
    void everyFileIsPackedWhole() throws IOException {
        assertThat(packed.languages()).containsExactlyInAnyOrderElementsOf(LanguageFiles.all());
        for (String language : LanguageFiles.all()) {
            assertThat(packed.of(language)).as(language).isEqualTo(read(LanguageFiles.file(language)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fr, fr",
        "pt, pt",
        "pt-BR, pt_BR",
        "zh-CN, zh_CN",
        "zh-TW, zh_TW",
        "zh-Hans, zh_CN",
        "zh-Hant, zh_TW",
        "zh-Hans-CN, zh_CN",
        "id, id",
        "no, no"
    })
    void aLocaleOfARealmFindsItsLanguage(String tag, String language) {
        Locale locale = Locale.forLanguageTag(tag);

        assertThat(provider.getMessages("messages", locale)).isNotEmpty().isEqualTo(packed.of(language));
    }

    @Test
    void aLanguageThatWeDoNotSpeakAndOtherBundlesAreEmpty() {
        assertThat(packed.of("he")).isEmpty();
        assertThat(packed.of("")).isEmpty();
        assertThat(provider.getMessages("messages", Locale.forLanguageTag("fr-CA")))
                .isEmpty();
        assertThat(provider.getMessages("admin-messages", Locale.FRENCH)).isEmpty();
    }

    @Test
    void aLanguageIsReadOnce() {
        assertThat(packed.of("fr")).isSameAs(packed.of("fr"));
    }

    private static Properties read(Path file) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            messages.load(reader);
        }
        return messages;
    }
}
