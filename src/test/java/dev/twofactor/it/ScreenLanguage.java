package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;

/** Shows the pages in a language. */
final class ScreenLanguage {

    private ScreenLanguage() {}

    /** A realm for all screens that speaks these languages. */
    static TestRealm realm(String theme, String... languages) {
        TestRealm realm = Screens.realm(theme);
        ObjectNode changes = JsonNodeFactory.instance.objectNode().put("internationalizationEnabled", true);
        for (String language : languages) {
            changes.withArray("supportedLocales").add(language);
        }
        TestKeycloak.shared().admin().updateRealm(realm.name(), changes);
        return realm;
    }

    /** A browser whose owner reads this language. */
    static BrowserContext browser(String language) {
        return Chromium.newContext(new Browser.NewContextOptions().setLocale(language));
    }
}
