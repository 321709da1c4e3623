package dev.twofactor.domain.policy;

/**
 * What is in messages with a code besides it.
 *
 * @param reportLink of text messages; mails always have the link
 */
public record MessagePolicy(ReportLinkMode reportLink) {

    /** @throws SettingException when a value is none of the choices */
    public static MessagePolicy from(Settings settings) {
        return new MessagePolicy(settings.choice("report-link-in-texts", ReportLinkMode.NEVER));
    }
}
