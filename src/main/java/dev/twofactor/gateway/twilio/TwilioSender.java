package dev.twofactor.gateway.twilio;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.util.regex.Pattern;

/**
 * Whom a message comes from.
 *
 * @param kind a sender of its own, or a service that chooses one
 * @param value the number, short code or name; or the service's SID
 */
public record TwilioSender(Kind kind, String value) {

    /** Key of the number (E.164), short code or name of up to 11 characters that messages come from. */
    public static final String FROM = "from";
    /** Key of the messaging service that chooses the sender. */
    public static final String MESSAGING_SERVICE_SID = "messaging-service-sid";

    /** The two ways to name a sender. */
    public enum Kind {
        /** A number, short code or name. */
        FROM,
        /** A messaging service. */
        MESSAGING_SERVICE
    }

    private static final Pattern SERVICE = Pattern.compile("MG[0-9a-fA-F]{32}");
    private static final Pattern SENDER = Pattern.compile("\\+[1-9][0-9]{6,14}" + "|[0-9]{3,8}"
            + "|(?=.{0,10}[A-Za-z])[A-Za-z0-9+_&-](?:[A-Za-z0-9 +_&-]{0,9}[A-Za-z0-9+_&-])?");

    static TwilioSender from(Settings settings) {
        if (!settings.has(MESSAGING_SERVICE_SID)) {
            return new TwilioSender(
                    Kind.FROM,
                    settings.required(
                            FROM,
                            SENDER,
                            "a number as in +14155550100, a short code of 3 to 8 digits or a name of up to 11 letters and"
                                    + " digits is expected, or messaging-service-sid instead"));
        }
        if (settings.has(FROM)) {
            throw new SettingException(FROM, "set either this or messaging-service-sid");
        }
        return new TwilioSender(
                Kind.MESSAGING_SERVICE,
                settings.required(MESSAGING_SERVICE_SID, SERVICE, "MG and 32 hexadecimal digits are expected"));
    }
}
