package dev.twofactor.domain.spend;

/** Knows who could sign in here without a text message. */
@FunctionalInterface
public interface OtherMethods {

    /** Whether the user can take another method in this very login that costs nothing, such as email or an app. */
    boolean has(String userId);
}
