package dev.twofactor.domain.delivery;

/**
 * How many parts a text is sent and paid in: 160 characters of the GSM alphabet (3GPP TS 23.038) or 70 others fit into one,
 * 153 or 67 into each of several.
 */
public final class Segments {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Take two places each. */
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private static final int GSM_ALONE = 160;
    private static final int GSM_EACH = 153;
    private static final int UNICODE_ALONE = 70;
    private static final int UNICODE_EACH = 67;

    private Segments() {}

    /** Whether every character is in the GSM alphabet, so that the longer parts hold. */
    public static boolean isGsm(String text) {
        return text.chars().allMatch(letter -> gsmWidth(letter) > 0);
    }

    /** Parts of the text, 1 or more. */
    public static int of(String text) {
        return isGsm(text) ? parts(text, GSM_ALONE, GSM_EACH, true) : parts(text, UNICODE_ALONE, UNICODE_EACH, false);
    }

    // What takes two places is never cut in two, so a part may end one place early.
    private static int parts(String text, int alone, int each, boolean gsm) {
        int total = 0;
        int parts = 1;
        int filled = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int letter = text.codePointAt(at);
            int width = gsm ? gsmWidth(letter) : Character.charCount(letter);
            total += width;
            if (filled + width > each) {
                parts++;
                filled = 0;
            }
            filled += width;
        }
        return total <= alone ? 1 : parts;
    }

    private static int gsmWidth(int letter) {
        if (BASIC.indexOf(letter) >= 0) {
            return 1;
        }
        return EXTENDED.indexOf(letter) >= 0 ? 2 : 0;
    }
}
