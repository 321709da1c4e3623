package dev.twofactor.keycloak.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.LanguageFiles;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeftToRightTest {

    private static final String MASKED = "+49 ••• 11";

    @Test
    void marksWhatStandsInWordsThatAreReadFromRightToLeft() {
        assertThat(LeftToRight.within(Locale.forLanguageTag("he"), MASKED)).isEqualTo("\u2066" + MASKED + "\u2069");
        for (String language : LanguageFiles.all()) {
            boolean marked = Set.of("ar", "fa").contains(language);
            assertThat(LeftToRight.within(LanguageFiles.locale(language), MASKED))
                    .as(language)
                    .isEqualTo(marked ? "\u2066" + MASKED + "\u2069" : MASKED);
        }
    }
}
