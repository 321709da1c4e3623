package dev.twofactor.domain.policy;

/** The kinds of second factor that the product brings or frames. */
public enum Method {
    SMS,
    EMAIL,
    TOTP
}
