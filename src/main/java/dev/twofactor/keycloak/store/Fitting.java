package dev.twofactor.keycloak.store;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Makes values fit their columns. */
final class Fitting {

    static final int SHORT = 64;
    static final int LONG = 255;

    private static final int MICRO_DIGITS = 6;

    private Fitting() {}

    /** Vendors of others may say more than a column takes; null stays null. */
    static String cut(String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most);
    }

    /** Millionths, exact: settings have up to six decimals. */
    static long micros(BigDecimal amount) {
        return amount.movePointRight(MICRO_DIGITS)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
