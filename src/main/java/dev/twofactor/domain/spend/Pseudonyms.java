package dev.twofactor.domain.spend;

/** Makes values that can be compared but not read: there are so few phone numbers that a bare hash gives them away. */
@FunctionalInterface
public interface Pseudonyms {

    /** 64 hex digits, the same for the same value. */
    String of(String value);
}
