package dev.twofactor.domain.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of raw settings; a value that does not fit is a {@link SettingException} with the key's name. */
public final class Settings {

    private static final int MAX_LENGTH = 2000;
    private static final int MOST_NAMES = 50;
    private static final String NONE = "none";
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

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

    /**
     * Some of an enum's constants, written in kebab case and separated by commas; {@code none} stands for no one of them.
     *
     * @param defaultValue not empty: it tells the enum
     */
    public <E extends Enum<E>> Set<E> choices(String key, Set<E> defaultValue) {
        String value = text(key);
        if (value == null) {
            return defaultValue;
        }
        Class<E> type = defaultValue.iterator().next().getDeclaringClass();
        Set<E> chosen = EnumSet.noneOf(type);
        if (!value.equals(NONE)) {
            for (String part : value.split(",", -1)) {
                chosen.add(constant(key, type, part.trim()));
            }
        }
        return Collections.unmodifiableSet(chosen);
    }

    /** Names separated by commas, each up to 255 characters and 50 at most; none when absent. */
    public List<String> names(String key) {
        String value = text(key);
        if (value == null) {
            return List.of();
        }
        List<String> names = Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        if (names.size() > MOST_NAMES || names.stream().anyMatch(name -> name.isEmpty() || name.length() > 255)) {
            throw new SettingException(
                    key, "up to " + MOST_NAMES + " names of 1 to 255 characters are expected, separated by commas");
        }
        return names;
    }

    /** Names that all match a form; none when absent. */
    public List<String> names(String key, Pattern form, String expected) {
        List<String> names = names(key);
        if (!names.stream().allMatch(name -> form.matcher(name).matches())) {
            throw new SettingException(key, expected);
        }
        return names;
    }

    /** A day such as {@code 2026-11-30}; null when absent. */
    public @Nullable LocalDate date(String key) {
        String value = text(key);
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new SettingException(key, "a date such as 2026-11-30 is expected");
        }
    }

    /** A moment such as {@code 2026-11-30T08:00:00Z}; null when absent. */
    public @Nullable Instant instant(String key) {
        String value = text(key);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException e) {
            throw new SettingException(key, "a moment such as 2026-11-30T08:00:00Z is expected");
        }
    }

    /** An amount of money from 0 to a million with up to six decimals; zero when absent. */
    public BigDecimal amount(String key) {
        String value = text(key);
        if (value == null) {
            return BigDecimal.ZERO;
        }
        if (!AMOUNT.matcher(value).matches()) {
            throw new SettingException(key, "an amount from 0 to 999999.999999 is expected, with a dot for decimals");
        }
        return new BigDecimal(value);
    }

    private static <E extends Enum<E>> E constant(String key, Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> kebab(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new SettingException(
                        key,
                        "must be made of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Settings::kebab)
                                                .toList())));
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
