package dev.twofactor.gateway.twilio;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.util.regex.Pattern;

/**
 * User name and password at Twilio's API.
 *
 * @param userName the account's SID or an API key's
 * @param password the account's token or the API key's secret
 */
public record TwilioLogin(String userName, String password) {

    /** Key of the account's token. */
    public static final String AUTH_TOKEN = "auth-token";
    /** Key of the API key's SID, the better choice: it can be revoked alone. */
    public static final String API_KEY = "api-key";
    /** Key of the API key's secret. */
    public static final String API_SECRET = "api-secret";

    private static final Pattern KEY = Pattern.compile("SK[0-9a-fA-F]{32}");
    // twilio-java sends ASCII only and would put question marks for the rest.
    private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7E]{1,256}");
    private static final String SECRET_FORM = "1 to 256 visible ASCII characters without spaces are expected";

    static TwilioLogin from(Settings settings, String accountSid) {
        if (settings.has(API_KEY) || settings.has(API_SECRET)) {
            if (settings.has(AUTH_TOKEN)) {
                throw new SettingException(AUTH_TOKEN, "set either this, or api-key with api-secret");
            }
            return new TwilioLogin(
                    settings.required(API_KEY, KEY, "SK and 32 hexadecimal digits are expected"),
                    settings.required(API_SECRET, SECRET, SECRET_FORM));
        }
        return new TwilioLogin(accountSid, settings.required(AUTH_TOKEN, SECRET, SECRET_FORM));
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "TwilioLogin[redacted]";
    }
}
