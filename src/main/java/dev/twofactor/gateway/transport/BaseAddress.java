package dev.twofactor.gateway.transport;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The setting that says where a vendor's API lives. */
public final class BaseAddress {

    private BaseAddress() {}

    /**
     * The base address of a vendor, without a slash at its end.
     *
     * @param fallback what an absent setting stands for
     * @throws SettingException if it is no absolute http or https address, or has a query, a fragment or a user name
     */
    public static URI of(Settings settings, String key, String fallback) {
        String value = settings.text(key);
        URI address = parse(value == null ? fallback : value.replaceAll("/+$", ""));
        if (address == null || !VendorAddress.isUsable(address) || address.getRawQuery() != null) {
            throw new SettingException(
                    key, "an http or https address without user name, query or fragment is expected");
        }
        return address;
    }

    private static @Nullable URI parse(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            // Its message quotes the value, and the caller's message says all there is to know.
            return null;
        }
    }
}
