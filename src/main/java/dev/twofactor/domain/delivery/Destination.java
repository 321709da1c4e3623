package dev.twofactor.domain.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Where a message goes.
 *
 * @param address number in E.164 form or mail address; never logged
 * @param masked what a page, an event or the ledger may show of it
 * @param country ISO 3166 code of a phone number; null for mail and for numbers of no country
 */
public record Destination(String address, String masked, @Nullable String country) {

    /** Shows the masked form only. */
    @Override
    public String toString() {
        return "Destination[" + masked + "]";
    }
}
