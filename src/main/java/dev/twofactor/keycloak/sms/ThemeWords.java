package dev.twofactor.keycloak.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/**
 * The words of the realm's login theme in a user's language, those of the realm's own texts before them: the same as on
 * Keycloak's pages, without making ready what only a page needs, which cost a login by text message two hundredths.
 */
final class ThemeWords implements BiFunction<String, Object[], String> {

    private static final KeptWords KEPT = new KeptWords();

    private final Properties words;
    private final Locale locale;

    private ThemeWords(Properties words, Locale locale) {
        this.words = words;
        this.locale = locale;
    }

    /**
     * Reads them.
     *
     * @throws UncheckedIOException when the theme's words cannot be read
     */
    static ThemeWords of(KeycloakSession session, RealmModel realm, UserModel user) {
        Locale locale = session.getContext().resolveLocale(user);
        try {
            Theme theme = session.theme().getTheme(Theme.Type.LOGIN);
            return new ThemeWords(KEPT.of(theme, realm, locale), locale);
        } catch (IOException e) {
            throw new UncheckedIOException("The words of the login theme of realm " + realm.getName(), e);
        }
    }

    /** The text of a key with its placeholders filled; the key itself where the theme has no such text. */
    @Override
    public String apply(String key, Object[] parameters) {
        String text = words.getProperty(key);
        return text == null ? key : new MessageFormat(text, locale).format(parameters);
    }
}
