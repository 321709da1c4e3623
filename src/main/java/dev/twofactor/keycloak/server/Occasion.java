package dev.twofactor.keycloak.server;

import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/**
 * What only the entry point knows of a message before it leaves; asked where the day's money is limited.
 *
 * @param parts how many parts the n-th message of a login is sent and paid in
 * @param otherMethod whether the user can sign in here with another method that costs nothing
 */
public record Occasion(IntUnaryOperator parts, BooleanSupplier otherMethod) {

    /** Nothing is sent. */
    static final Occasion SILENT = new Occasion(message -> 1, () -> false);

    /** No other method stands in: a phone or address is set up, or shown to somebody. */
    public static Occasion withoutOther(IntUnaryOperator parts) {
        return new Occasion(parts, () -> false);
    }
}
