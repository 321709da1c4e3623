package dev.twofactor.keycloak.delivery;

import java.text.Bidi;
import java.util.Locale;

/** Keeps numbers and addresses readable within words that are read from right to left, where no HTML can. */
public final class LeftToRight {

    private static final char ISOLATE = '\u2066';
    private static final char END = '\u2069';

    private LeftToRight() {}

    /**
     * The text within words of a language: as it is in most; in one that is read from right to left between marks that nobody
     * sees (Unicode UAX #9, 2.5), without which {@code +49 ••• 11} is shown as {@code 11 ••• 49+}.
     */
    public static String within(Locale language, String text) {
        String name = language.getDisplayLanguage(language);
        return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).isLeftToRight() ? text : ISOLATE + text + END;
    }
}
