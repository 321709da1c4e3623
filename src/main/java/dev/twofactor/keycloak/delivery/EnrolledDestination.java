package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.Destination;

/**
 * A phone or address that a user has set up.
 *
 * @param credentialId id of its credential row
 * @param label the name the user gave it; empty when it has none
 */
public record EnrolledDestination(String credentialId, String label, Destination destination) {}
