package dev.twofactor.domain.otp;

import dev.twofactor.domain.spend.Finding;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hears, after the fact is durable, what an operator wants to know or to count; it is told no code and no destination. */
@FunctionalInterface
public interface CodeWatch extends Consumer<Finding> {

    /**
     * A typed code was answered.
     *
     * @param method credential type of the second factor
     * @param country of the number; null for mail, an app and numbers of no country
     * @param messages how many messages had carried the code that was right; 0 for any other and for an app
     */
    default void judged(String method, Verdict verdict, @Nullable String country, int messages) {
        // Not everybody counts.
    }

    /**
     * Runs the judging of one code, for whoever traces what takes how long.
     *
     * @param verdict reads the answer off the result
     */
    default <T> T during(Supplier<T> judging, Function<T, Verdict> verdict) {
        return judging.get();
    }
}
