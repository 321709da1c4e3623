package dev.twofactor.domain.otp;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person typed, once it looks like a code at all. */
public final class TypedCode {

    private static final int LONGEST_INPUT = 64;
    private static final Pattern SEPARATORS = Pattern.compile("[ \u00a0\u2010\u2011-]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,10}");

    private final String digits;

    private TypedCode(String digits) {
        this.digits = digits;
    }

    /**
     * Takes spaces and hyphens out; whatever then is not 6 to 10 ASCII digits is no code and worth no try.
     *
     * @param input as posted; null when the field was missing
     */
    public static Optional<TypedCode> parse(@Nullable String input) {
        if (input == null || input.length() > LONGEST_INPUT) {
            return Optional.empty();
        }
        String digits = SEPARATORS.matcher(input).replaceAll("");
        return DIGITS.matcher(digits).matches() ? Optional.of(new TypedCode(digits)) : Optional.empty();
    }

    /** The digits, for whoever compares them and nothing else. */
    public String digits() {
        return digits;
    }

    @Override
    public String toString() {
        return "TypedCode[redacted]";
    }
}
