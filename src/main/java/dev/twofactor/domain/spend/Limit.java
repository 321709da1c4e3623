package dev.twofactor.domain.spend;

import java.util.Locale;

/** What can keep a message from being sent; the names are promised to those who read events and metrics. */
public enum Limit {
    NUMBER_TEN_MINUTES,
    NUMBER_DAY,
    ADDRESS_HOUR,
    PREFIX_DAY,
    /** Too few codes to this prefix are ever entered. */
    PREFIX_CLOSED,
    /** Too few codes to this country are ever entered. */
    COUNTRY_CLOSED,
    COUNTRY_DAY,
    REALM_DAY,
    /** The day's money is nearly spent, and this user has another method. */
    SPEND_GIVES_WAY,
    /** The day's money is nearly spent: what is left is for sign-ins. */
    SPEND_SET_UPS,
    SPEND_DAY,
    /** The operator's own check said no. */
    CHECK;

    /** Stable code, such as {@code number_day}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
