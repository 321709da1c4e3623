package dev.twofactor.domain.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of raw settings; a value that does not fit is a {@link SettingException} with the key's name. */
public final class Settings {

    private static final int MAX_LENGTH = 2000;

    private final Map<String, String> raw;

    /** @param raw key to value; blank values count as absent */
    public Settings(Map<String, String> raw) {
        this.raw = Map.copyOf(raw);
    }

    /** The trimmed value, or null when absent. */
    public @Nullable String text(String key) {
        String value = raw.get(key);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX_LENGTH) {
            throw new SettingException(key, "is longer than " + MAX_LENGTH + " characters");
        }
        return value.strip();
    }

    /** Whether the setting carries anything. */
    public boolean has(String key) {
        return text(key) != null;
    }

    /**
     * A setting that must be there.
     *
     * @param form what the whole value must match
     * @param expected the form in words
     */
    public String required(String key, Pattern form, String expected) {
        String value = text(key);
        if (value == null || !form.matcher(value).matches()) {
            throw new SettingException(key, expected);
        }
        return value;
    }

    /** A whole number within both bounds, or the default when absent. */
    public int number(String key, int defaultValue, int least, int most) {
        String value = text(key);
        return value == null ? defaultValue : parse(key, value, least, most);
    }

    /** Whole numbers within both bounds, separated by commas; at least one. */
    public List<Integer> numbers(String key, List<Integer> defaultValue, int least, int most) {
        String value = text(key);
        if (value == null) {
            return defaultValue;
        }
        String[] parts = value.split(",", -1);
        if (parts.length > 20) {
            throw new SettingException(key, "has more than 20 numbers");
        }
        return Arrays.stream(parts)
                .map(part -> parse(key, part.trim(), least, most))
                .toList();
    }

    /** {@code true} or {@code false}, nothing else. */
    public boolean flag(String key, boolean defaultValue) {
        String value = text(key);
        if (value == null) {
            return defaultValue;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingException(key, "must be true or false");
        };
    }

    /** One of an enum's constants, written in kebab case. */
    public <E extends Enum<E>> E choice(String key, E defaultValue) {
        String value = text(key);
        if (value == null) {
            return defaultValue;
        }
        for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
            if (kebab(constant).equals(value)) {
                return Objects.requireNonNull(constant);
            }
        }
        throw new SettingException(key, "is not one of the known choices");
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int parse(String key, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new SettingException(key, "must be a whole number from " + least + " to " + most);
        }
        throw new SettingException(key, "must be a whole number from " + least + " to " + most);
    }

    /** Tells the keys only. */
    @Override
    public String toString() {
        return "Settings" + new TreeSet<>(raw.keySet());
    }
}
