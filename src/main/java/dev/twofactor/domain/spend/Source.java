package dev.twofactor.domain.spend;

import org.jspecify.annotations.Nullable;

/**
 * Whom a request is counted against beside its user.
 *
 * @param address where it came from; null when nobody knows, and then no limit by address holds
 * @param client id of the application that asks on behalf of people without an account; null for all others
 */
public record Source(@Nullable NetworkAddress address, @Nullable String client) {

    /** An application stands for so many times as many people as a network address does. */
    static final int PEOPLE_OF_CLIENT = 10;

    /** A request that comes from a person. */
    public static Source of(@Nullable NetworkAddress address) {
        return new Source(address, null);
    }
}
