package dev.twofactor.keycloak.language;

import com.google.auto.service.AutoService;
import java.io.InputStream;
import java.net.URL;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.theme.ThemeResourceProvider;
import org.keycloak.theme.ThemeResourceProviderFactory;

/**
 * Gives our words to every theme: pages, mails, text messages, the Account Console. Keycloak puts the theme's own words and then
 * the realm's over them; templates and other files it finds in the JAR by itself.
 */
@AutoService(ThemeResourceProviderFactory.class)
public final class LanguagesFactory implements ThemeResourceProviderFactory, ThemeResourceProvider {

    static final String PROVIDER_ID = "two-factor-messages";
    private static final String BUNDLE = "messages";

    /** Read for the first page, mail or message: a start needs none. */
    private static final class Messages {

        static final PackedMessages ALL = new PackedMessages();
    }

    @Override
    public ThemeResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Properties getMessages(String bundle, Locale locale) {
        return bundle.equals(BUNDLE) ? Messages.ALL.of(name(locale)) : new Properties();
    }

    // A realm may name Chinese by its script, as Keycloak's own files do, or by the country, as its themes do.
    private static String name(Locale locale) {
        return switch (locale.getLanguage() + "-" + locale.getScript()) {
            case "zh-Hans" -> "zh_CN";
            case "zh-Hant" -> "zh_TW";
            default -> locale.toString();
        };
    }

    @Override
    public @Nullable URL getTemplate(String name) {
        return null;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
        return null;
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
