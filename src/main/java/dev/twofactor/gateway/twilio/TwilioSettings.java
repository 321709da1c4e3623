package dev.twofactor.gateway.twilio;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.transport.BaseAddress;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One account at Twilio.
 *
 * @param accountSid the account, {@code AC} and 32 hexadecimal digits
 * @param login what proves that the account is ours
 * @param sender whom the message comes from
 * @param apiUrl base address; Twilio's own path is appended
 * @param callbackUrl public address of the server that Twilio's reports go to; null for none
 */
public record TwilioSettings(
        String accountSid, TwilioLogin login, TwilioSender sender, URI apiUrl, @Nullable URI callbackUrl) {

    /** Key of the account's SID. */
    public static final String ACCOUNT_SID = "account-sid";
    /** Key of the base address; {@value #DEFAULT_API_URL} where absent. */
    public static final String API_URL = "api-url";

    /** Key of the server's public address, for reports. */
    public static final String CALLBACK_URL = "callback-url";

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
        TwilioLogin login = TwilioLogin.from(settings, accountSid);
        return new TwilioSettings(
                accountSid,
                login,
                TwilioSender.from(settings),
                BaseAddress.of(settings, API_URL, DEFAULT_API_URL),
                callbackUrl(settings, login.userName().equals(accountSid)));
    }

    private static @Nullable URI callbackUrl(Settings settings, boolean hasToken) {
        if (!settings.has(CALLBACK_URL)) {
            return null;
        }
        if (!hasToken) {
            throw new SettingException(CALLBACK_URL, "needs auth-token: Twilio signs its reports with it");
        }
        return BaseAddress.of(settings, CALLBACK_URL, "");
    }

    /** Tells nothing: an account's SID is half of its password. */
    @Override
    public String toString() {
        return "TwilioSettings[redacted]";
    }
}
