package dev.twofactor.gateway.cdyne;

import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.transport.BaseAddress;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One account at CDYNE.
 *
 * @param licenseKey the account's key, a GUID; a secret
 * @param from number that messages come from, digits with the country code; null where CDYNE chooses one of the account's
 * @param apiUrl base address; CDYNE's own path is appended
 * @param callbackUrl public address of the server that CDYNE's reports go to; null for none
 */
public record CdyneSettings(String licenseKey, @Nullable String from, URI apiUrl, @Nullable URI callbackUrl) {

    /** Key of the account's key. */
    public static final String LICENSE_KEY = "license-key";
    /** Key of the sender. */
    public static final String FROM = "from";
    /** Key of the base address; {@value #DEFAULT_API_URL} where absent. */
    public static final String API_URL = "api-url";

    /** Key of the server's public address, for reports. */
    public static final String CALLBACK_URL = "callback-url";

    static final String DEFAULT_API_URL = "https://messaging.cdyne.com/Messaging.svc";

    // Or where to find it: settings are judged before a vault is asked.
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\$\\{vault\\.[^}]+\\}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,15}");

    /** @throws dev.twofactor.domain.policy.SettingException naming the first key that is missing or malformed */
    public static CdyneSettings from(Settings settings) {
        String from = settings.has(FROM)
                ? settings.required(FROM, NUMBER, "a number as in +14155550100 or a short code is expected")
                : null;
        return new CdyneSettings(
                settings.required(LICENSE_KEY, GUID, "a GUID as in 01234567-89ab-cdef-0123-456789abcdef is expected"),
                from == null ? null : from.replace("+", ""),
                BaseAddress.of(settings, API_URL, DEFAULT_API_URL),
                settings.has(CALLBACK_URL) ? BaseAddress.of(settings, CALLBACK_URL, "") : null);
    }

    /** Tells nothing: the key is all that an account needs. */
    @Override
    public String toString() {
        return "CdyneSettings[redacted]";
    }
}
