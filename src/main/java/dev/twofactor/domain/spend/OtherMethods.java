package dev.twofactor.domain.spend;

/** Knows who could sign in without a text message. */
@FunctionalInterface
public interface OtherMethods {

    /** Whether the user has set up another method that costs nothing, such as email or an app. */
    boolean has(String userId);
}
