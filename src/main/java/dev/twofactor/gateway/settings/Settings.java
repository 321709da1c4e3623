package dev.twofactor.gateway.settings;

import dev.twofactor.gateway.transport.VendorAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The raw settings of one service; blank counts as absent, and space around a value is dropped. */
public final class Settings {

    private static final int MAX_ADDRESS = 2048;

    private final Map<String, String> values;

    /** @param values key to value, as a console or a file gives them */
    public Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Whether the setting carries anything. */
    public boolean has(String key) {
        return !value(key).isEmpty();
    }

    /**
     * A setting that must be there.
     *
     * @param form what the whole value must match
     * @param expected the form in words
     * @throws InvalidSettingException if it is missing or does not match
     */
    public String required(String key, Pattern form, String expected) {
        if (!form.matcher(value(key)).matches()) {
            throw new InvalidSettingException(key, expected);
        }
        return value(key);
    }

    /**
     * The base address of a vendor, without a slash at its end.
     *
     * @param fallback what an absent setting stands for
     * @throws InvalidSettingException if it is no absolute http or https address, or has a query, a fragment or a user name
     */
    public URI baseAddress(String key, String fallback) {
        URI address = parse(has(key) ? value(key).replaceAll("/+$", "") : fallback);
        if (address == null || !VendorAddress.isUsable(address) || address.getRawQuery() != null) {
            throw new InvalidSettingException(
                    key, "an http or https address without user name, query or fragment is expected");
        }
        return address;
    }

    private static @Nullable URI parse(String address) {
        if (address.length() > MAX_ADDRESS) {
            return null;
        }
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            // Its message quotes the value, and the caller's message says all there is to know.
            return null;
        }
    }

    private String value(String key) {
        return values.getOrDefault(key, "").strip();
    }

    /** Tells the keys only. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
