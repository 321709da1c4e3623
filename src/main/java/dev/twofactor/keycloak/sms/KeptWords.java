package dev.twofactor.keycloak.sms;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import org.keycloak.models.RealmModel;
import org.keycloak.services.util.LocaleUtil;
import org.keycloak.theme.Theme;

/**
 * The words of themes as Keycloak puts them together, a thousand each time that it is asked, where a text message needs two. They are
 * kept for as long as Keycloak keeps the theme itself, whose own words then stay the same, and for the very same texts of the realm.
 */
final class KeptWords {

    /** Languages and realms with texts of their own, of one theme; some hundred kilobytes each at most. */
    static final int MOST = 32;

    private final Map<Theme, Map<Key, Properties>> themes = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param own texts of the realm in this language and those that stand in for it, in that order */
    private record Key(Locale locale, List<Map.Entry<Locale, Properties>> own) {}

    /**
     * All words in a language, the realm's own before the theme's; not to be changed.
     *
     * @throws IOException when the theme's words cannot be read
     */
    Properties of(Theme theme, RealmModel realm, Locale locale) throws IOException {
        Key key = new Key(
                locale,
                List.copyOf(LocaleUtil.getRealmLocalizationTexts(realm, locale).entrySet()));
        Map<Key, Properties> kept = themes.computeIfAbsent(theme, unknown -> Recent.atMost(MOST));
        Properties words = kept.get(key);
        if (words == null) {
            words = theme.getEnhancedMessages(realm, locale);
            kept.put(key, words);
        }
        return words;
    }
}
