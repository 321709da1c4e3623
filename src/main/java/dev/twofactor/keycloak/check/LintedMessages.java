package dev.twofactor.keycloak.check;

import dev.twofactor.domain.check.MessageLint;
import dev.twofactor.domain.policy.ReportLinkMode;
import dev.twofactor.keycloak.notice.CodeReportLink;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.PublicHost;
import dev.twofactor.keycloak.sms.SmsText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/** Writes the text message with a code in every language of a realm, with the realm's own wording, and looks at it. */
public final class LintedMessages {

    /** Stands for a code; no real one. */
    private static final String SAMPLE = "0123456789";

    /**
     * The message in one language.
     *
     * @param language BCP 47 tag
     * @param text what would leave, with digits in order in the place of the code
     */
    public record Linted(String language, String text, MessageLint lint) {}

    private final KeycloakSession session;
    private final RealmModel realm;

    public LintedMessages(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** One for each language of the realm, in alphabetical order; English alone where the realm knows only one. */
    public List<Linted> read() {
        return languages().sorted().map(this::lint).toList();
    }

    private Stream<String> languages() {
        List<String> supported = realm.getSupportedLocalesStream().toList();
        return realm.isInternationalizationEnabled() && !supported.isEmpty() ? supported.stream() : Stream.of("en");
    }

    private Linted lint(String language) {
        Locale locale = Locale.forLanguageTag(language);
        Properties messages = messages(locale);
        TwoFactor twoFactor = TwoFactor.of(session);
        String code = SAMPLE.substring(0, twoFactor.policy(realm).codes().length());
        String host = PublicHost.of(realm);
        BiFunction<String, Object[], String> words =
                (key, parameters) -> new MessageFormat(messages.getProperty(key), locale).format(parameters);
        String link = CodeReportLink.sample(session, realm);
        String report = link.isEmpty() ? "" : words.apply("twoFactorSmsReport", new Object[] {link});
        ReportLinkMode mode = twoFactor.policy(realm).messages().reportLink();
        String text = SmsText.of(words, twoFactor.companyName(realm), code, host, report, mode);
        return new Linted(language, text, MessageLint.of(text, code, Objects.requireNonNullElse(host, ""), report));
    }

    private Properties messages(Locale locale) {
        try {
            return session.theme().getTheme(Theme.Type.LOGIN).getEnhancedMessages(realm, locale);
        } catch (IOException e) {
            throw new UncheckedIOException("messages of the login theme of realm " + realm.getName(), e);
        }
    }
}
