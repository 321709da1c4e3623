package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

class KeptWordsTest {

    private final KeptWords kept = new KeptWords();
    private final Map<String, Map<String, String>> own = new HashMap<>();
    private final Theme theme = theme();
    private int read;

    @Test
    void theSameWordsAreReadOnce() throws IOException {
        assertThat(word(theme, Locale.GERMAN, "code")).isEqualTo("code-de");
        assertThat(word(theme, Locale.GERMAN, "code")).isEqualTo("code-de");

        assertThat(read).isEqualTo(1);
    }

    @Test
    void everyLanguageAndEveryThemeHasItsOwn() throws IOException {
        word(theme, Locale.GERMAN, "code");
        word(theme(), Locale.GERMAN, "code");

        assertThat(word(theme, Locale.ENGLISH, "code")).isEqualTo("code-en");
        assertThat(read).isEqualTo(3);
    }

    @Test
    void aTextOfTheRealmThatIsChangedIsThereAtOnceAlsoInTheLanguageThatStandsIn() throws IOException {
        word(theme, Locale.GERMAN, "code");

        own.put("de", Map.of("code", "ours"));
        assertThat(word(theme, Locale.GERMAN, "code")).isEqualTo("ours");
        own.put("de", Map.of("code", "ours anew"));
        assertThat(word(theme, Locale.GERMAN, "code")).isEqualTo("ours anew");
        own.put("en", Map.of("other", "of the fallback"));
        assertThat(word(theme, Locale.GERMAN, "other")).isEqualTo("of the fallback");
        own.clear();
        assertThat(word(theme, Locale.GERMAN, "code")).isEqualTo("code-de");
    }

    @Test
    void realmsWithTextsOfTheirOwnDoNotFillTheMemory() throws IOException {
        for (int realm = 0; realm <= KeptWords.MOST; realm++) {
            own.put("de", Map.of("code", "of realm " + realm));
            word(theme, Locale.GERMAN, "code");
        }
        own.put("de", Map.of("code", "of realm " + KeptWords.MOST));
        word(theme, Locale.GERMAN, "code");
        assertThat(read).isEqualTo(KeptWords.MOST + 1);

        own.put("de", Map.of("code", "of realm 0"));
        word(theme, Locale.GERMAN, "code");
        assertThat(read).isEqualTo(KeptWords.MOST + 2);
    }

    private String word(Theme of, Locale locale, String key) throws IOException {
        return kept.of(of, realm(), locale).getProperty(key);
    }

    private RealmModel realm() {
        return (RealmModel) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RealmModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRealmLocalizationTextsByLocale" -> own.getOrDefault((String) arguments[0], Map.of());
                    case "isInternationalizationEnabled" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Theme theme() {
        return (Theme) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Theme.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getEnhancedMessages" -> enhanced((Locale) arguments[1]);
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Properties enhanced(Locale locale) {
        read++;
        Properties words = new Properties();
        words.put("code", "code-" + locale.getLanguage());
        words.putAll(own.getOrDefault("en", Map.of()));
        words.putAll(own.getOrDefault(locale.getLanguage(), Map.of()));
        return words;
    }
}
