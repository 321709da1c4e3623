package dev.twofactor.it;

import dev.twofactor.LanguageFiles;
import dev.twofactor.domain.policy.ReportLinkMode;
import dev.twofactor.keycloak.sms.SmsText;
import java.text.MessageFormat;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our text messages in one language, put on a page for a picture. */
final class TextMessages {

    static final String FILE = "text-messages";
    private static final String COMPANY = "Acme";
    private static final String CODE = "123456";
    private static final String HOST = "login.acme.example";
    private static final String LINK = "https://login.acme.example/realms/shop/two-factor-notice?ABCDEFGHIJKLMN";

    private TextMessages() {}

    /** All of them: the code without and with a link for those who did not ask, the help desk's, the notice. */
    static String html(String tag) {
        String language = tag.replace('-', '_');
        Map<String, String> texts = LanguageFiles.texts(language);
        BiFunction<String, Object[], String> words =
                (key, values) -> new MessageFormat(texts.get(key), LanguageFiles.locale(language)).format(values);
        String report = words.apply("twoFactorSmsReport", new Object[] {LINK});
        return Stream.of(
                        SmsText.of(words, COMPANY, CODE, HOST),
                        SmsText.of(words, COMPANY, CODE, HOST, report, ReportLinkMode.ALWAYS),
                        SmsText.forHelpDesk(words, COMPANY, CODE),
                        words.apply("twoFactorNoticeSms", new Object[] {COMPANY}))
                .map(text -> "<p dir='auto'>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>")
                .collect(Collectors.joining(
                        "",
                        "<!doctype html><html lang='" + tag + "'><meta charset='utf-8'><style>"
                                + "body { font: 17px sans-serif; margin: 16px } p { white-space: pre-wrap; width: 380px;"
                                + " padding: 10px; border-radius: 12px; background: #e5e5ea; overflow-wrap: anywhere }"
                                + "</style><body>",
                        "</body></html>"));
    }
}
