package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Shows the pages in a language: those of the product, and Arabic with words of the tests, for what reads from right to left. */
final class ScreenLanguage {

    private static final String ARABIC = "ar";

    private ScreenLanguage() {}

    /** A realm for all screens that speaks these languages. */
    static TestRealm realm(String theme, String... languages) {
        TestRealm realm = Screens.realm(theme);
        ObjectNode changes = JsonNodeFactory.instance.objectNode().put("internationalizationEnabled", true);
        for (String language : languages) {
            changes.withArray("supportedLocales").add(language);
            if (language.equals(ARABIC)) {
                speakArabic(realm);
            }
        }
        TestKeycloak.shared().admin().updateRealm(realm.name(), changes);
        return realm;
    }

    /** A browser whose owner reads this language. */
    static BrowserContext browser(String language) {
        return Chromium.newContext(new Browser.NewContextOptions().setLocale(language));
    }

    private static void speakArabic(TestRealm realm) {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                ScreenLanguage.class.getResourceAsStream("/messages_ar.properties"), StandardCharsets.UTF_8)) {
            words.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        words.forEach((key, text) -> texts.put((String) key, (String) text));
        TestKeycloak.shared().admin().send("POST", "/" + realm.name() + "/localization/" + ARABIC, texts);
    }
}
