package dev.twofactor.keycloak.store;

/**
 * One second factor of a user, as the index keeps it.
 *
 * @param type credential type
 * @param since when it was set up, in milliseconds since 1970; 0 when nobody knows
 * @param destinationHash keyed hash of its phone or address; null where it has none
 */
public record Enrollment(String credentialId, String type, long since, String destinationHash) {}
