package dev.twofactor.keycloak.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.LanguageFiles;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.theme.beans.MessageFormatterMethod;

/**
 * Every mail in every language, HTML and text: our templates, and Keycloak's own way to put words into them. Only the frame of
 * its theme is left out; {@code LanguageMailsIT} has mails from the real server.
 */
class MailLanguagesTest {

    private static final String CODE = "123456";
    private static final String MASKED = "+49 ••• 11";
    private static final String FRAME = "<#macro emailLayout><#nested></#macro>";
    private static final List<String> KINDS = List.of("ADDED", "REMOVED", "SWITCHED_OFF", "SWITCHED_ON", "DISABLED");
    private static final List<String> METHODS =
            List.of("two-factor-sms", "two-factor-email", "otp", "webauthn", "recovery-authn-codes");

    static Stream<String> languages() {
        return LanguageFiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyMailIsWrittenWhole(String language) throws IOException, TemplateException {
        for (String form : List.of("html", "text")) {
            for (boolean known : List.of(true, false)) {
                assertThat(mail(form, "two-factor-code", language, known))
                        .contains(CODE, "Acme")
                        .doesNotContain("twoFactor", "{");
                assertThat(mail(form, "two-factor-desk", language, known))
                        .contains(CODE, "Acme")
                        .doesNotContain("twoFactor", "{");
                assertThat(mail(form, "two-factor-notice", language, known))
                        .contains("Acme", MASKED)
                        .doesNotContain("twoFactor", "{");
                assertThat(mail(form, "two-factor-copied", language, known))
                        .contains("Acme")
                        .doesNotContain("twoFactor", "{");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void numbersKeepTheirDirectionWithoutHtmlToo(String language) throws IOException, TemplateException {
        boolean marked = !isLeftToRight(language);

        assertThat(mail("text", "two-factor-notice", language, true).contains("\u2066" + MASKED + "\u2069"))
                .isEqualTo(marked);
        assertThat(mail("html", "two-factor-notice", language, true)).contains("<span dir=\"ltr\">" + MASKED);
        assertThat(mail("html", "two-factor-code", language, true)).containsPattern("<span dir=\"ltr\"[^>]*>" + CODE);
    }

    private static String mail(String form, String template, String language, boolean known)
            throws IOException, TemplateException {
        Locale locale = LanguageFiles.locale(language);
        Map<String, Object> model = new HashMap<>();
        model.put("msg", new MessageFormatterMethod(locale, new PackedMessages().of(language)));
        model.put("locale", locale);
        model.put("ltr", isLeftToRight(language));
        model.put("code", CODE);
        model.put("company", "Acme");
        model.put("minutes", 5L);
        model.put("numbering", known ? "#1" : "");
        model.put("reportLink", known ? "https://login.acme.example/x" : "");
        model.put("browser", known ? "Firefox" : "");
        model.put("system", known ? "Linux" : "");
        model.put("time", "noon");
        model.put("byAdministrator", !known);
        model.put("changes", changes());
        StringWriter written = new StringWriter();
        templates(form).getTemplate(template + ".ftl").process(model, written);
        return written.toString();
    }

    private static List<Map<String, String>> changes() {
        List<Map<String, String>> changes = new ArrayList<>();
        for (String kind : KINDS) {
            METHODS.forEach(method -> changes.add(Map.of("kind", kind, "type", method, "destination", MASKED)));
            changes.add(Map.of("kind", kind, "type", "", "destination", ""));
        }
        return changes;
    }

    private static Configuration templates(String form) throws IOException {
        StringTemplateLoader frame = new StringTemplateLoader();
        frame.putTemplate("template.ftl", FRAME);
        Configuration templates = new Configuration(Configuration.VERSION_2_3_32);
        templates.setTemplateLoader(new MultiTemplateLoader(
                new TemplateLoader[] {new FileTemplateLoader(new File("themes/templates/" + form)), frame}));
        return templates;
    }

    private static boolean isLeftToRight(String language) {
        return !language.equals("ar") && !language.equals("fa");
    }
}
