package dev.twofactor.gateway.twilio;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.transport.BaseAddress;
import java.net.URI;
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
     * @param settings keys {@code account-sid}; {@code auth-token}, or {@code api-key} with {@code api-secret}; {@code from} or
     *     {@code messaging-service-sid}; {@code api-url}; others are ignored
     * @throws SettingException naming the first key that is missing or malformed
     */
    public static TwilioSettings from(Settings settings) {
        String accountSid = settings.required(ACCOUNT_SID, SID, "AC and 32 hexadecimal digits are expected");
        return new TwilioSettings(
                accountSid,
                TwilioLogin.from(settings, accountSid),
                TwilioSender.from(settings),
                BaseAddress.of(settings, API_URL, DEFAULT_API_URL));
    }

    /** Tells nothing: an account's SID is half of its password. */
    @Override
    public String toString() {
        return "TwilioSettings[redacted]";
    }
}
