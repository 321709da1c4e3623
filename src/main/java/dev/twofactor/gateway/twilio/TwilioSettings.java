package dev.twofactor.gateway.twilio;

import dev.twofactor.gateway.settings.InvalidSettingException;
import dev.twofactor.gateway.settings.Settings;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One account at Twilio.
 *
 * @param accountSid the account, {@code AC} and 32 hexadecimal digits
 * @param login what proves that the account is ours
 * @param sender whom the message comes from
 * @param apiUrl base address; Twilio's own path is appended
 */
public record TwilioSettings(String accountSid, TwilioLogin login, TwilioSender sender, URI apiUrl) {

    /** Key of the account's SID. */
    public static final String ACCOUNT_SID = "account-sid";
    /** Key of the base address; {@value #DEFAULT_API_URL} where absent. */
    public static final String API_URL = "api-url";

    static final String DEFAULT_API_URL = "https://api.twilio.com";

    private static final Pattern SID = Pattern.compile("AC[0-9a-fA-F]{32}");

    /**
     * Reads the settings of a service.
     *
     * @param values keys {@code account-sid}; {@code auth-token}, or {@code api-key} with {@code api-secret}; {@code from} or
     *     {@code messaging-service-sid}; {@code api-url}; others are ignored
     * @throws InvalidSettingException naming the first key that is missing or malformed
     */
    public static TwilioSettings from(Map<String, String> values) {
        Settings settings = new Settings(values);
        String accountSid = settings.required(ACCOUNT_SID, SID, "AC and 32 hexadecimal digits are expected");
        return new TwilioSettings(
                accountSid,
                TwilioLogin.from(settings, accountSid),
                TwilioSender.from(settings),
                settings.baseAddress(API_URL, DEFAULT_API_URL));
    }

    /** Tells nothing: an account's SID is half of its password. */
    @Override
    public String toString() {
        return "TwilioSettings[redacted]";
    }
}
