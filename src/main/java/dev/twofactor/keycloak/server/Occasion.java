package dev.twofactor.keycloak.server;

import dev.twofactor.domain.spend.Source;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/**
 * What only the entry point knows of a message before it leaves; asked where the day's money is limited.
 *
 * @param parts how many parts the n-th message of a login is sent and paid in
 * @param otherMethod whether the user can sign in here with another method that costs nothing
 * @param source whom it is counted against beside its user; null for where the request came from
 */
public record Occasion(IntUnaryOperator parts, BooleanSupplier otherMethod, Source source) {

    /** One that is counted against where the request came from. */
    public Occasion(IntUnaryOperator parts, BooleanSupplier otherMethod) {
        this(parts, otherMethod, null);
    }

    /** Nothing is sent. */
    static final Occasion SILENT = new Occasion(message -> 1, () -> false);

    /** No other method stands in: a phone or address is set up, or shown to somebody. */
    public static Occasion withoutOther(IntUnaryOperator parts) {
        return new Occasion(parts, () -> false);
    }

    /** The same, counted against somebody on whose behalf the request was made; null for where it came from. */
    public Occasion by(Source whom) {
        return new Occasion(parts, otherMethod, whom);
    }
}
