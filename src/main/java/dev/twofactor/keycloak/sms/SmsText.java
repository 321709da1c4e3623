package dev.twofactor.keycloak.sms;

import dev.twofactor.domain.delivery.Segments;
import dev.twofactor.domain.policy.ReportLinkMode;
import dev.twofactor.keycloak.delivery.OneLine;
import java.util.function.BiFunction;

/** The words of a text message with a code; its last line is for browsers (WICG sms-one-time-codes). */
public final class SmsText {

    private static final int LONGEST_COMPANY = 40;
    private static final int LONGEST_HOST = 60;

    private SmsText() {}

    /**
     * @param message looks a message key up in the user's language and fills its placeholders
     * @param company name of the company; whatever could start a line or turn the text round is taken out of it
     * @param host host that the browser may fill the code in for; null when none is known for sure
     * @return text without a newline at its end, which would break the last line's format
     */
    public static String of(BiFunction<String, Object[], String> message, String company, String code, String host) {
        return of(message, company, code, host, "", ReportLinkMode.NEVER);
    }

    /**
     * The same with a sentence about a link, where the mode lets it in.
     *
     * @param report sentence with the link, in the user's language; empty when there is none
     */
    public static String of(
            BiFunction<String, Object[], String> message,
            String company,
            String code,
            String host,
            String report,
            ReportLinkMode mode) {
        String sentence = sentence(message, "twoFactorSmsText", company, code);
        String lastLine = host == null || host.length() > LONGEST_HOST ? "" : "\n\n@" + host + " #" + code;
        String plain = sentence + lastLine;
        if (report.isEmpty() || mode == ReportLinkMode.NEVER) {
            return plain;
        }
        String linked = sentence + " " + report + lastLine;
        return mode == ReportLinkMode.ALWAYS || Segments.of(linked) <= Segments.of(plain) ? linked : plain;
    }

    /** The words for a code that is to be read to an agent; without a last line, for no page may fill it in. */
    public static String forHelpDesk(BiFunction<String, Object[], String> message, String company, String code) {
        return sentence(message, "twoFactorSmsDeskText", company, code);
    }

    private static String sentence(
            BiFunction<String, Object[], String> message, String key, String company, String code) {
        return message.apply(key, new Object[] {code, OneLine.of(company, LONGEST_COMPANY)});
    }
}
