package dev.twofactor.keycloak.delivery;

/** Makes names safe to stand in a message, whoever chose them. */
public final class OneLine {

    private OneLine() {}

    /**
     * Takes out whatever could start a line, a header or turn the text round, and cuts.
     *
     * @param most characters at most, 1 or more
     */
    public static String of(String text, int most) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
        return line.length() > most ? line.substring(0, most) : line;
    }
}
