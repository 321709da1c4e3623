package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.Destination;
import java.time.Instant;

/**
 * A phone or address that a user has set up.
 *
 * @param credentialId id of its credential row
 * @param label the name the user gave it; empty when it has none
 * @param boundAt when it was set up; null when nobody knows
 */
public record EnrolledDestination(String credentialId, String label, Destination destination, Instant boundAt) {

    /** The same from Keycloak's date of a credential: milliseconds, 0 and null for none. */
    public static Instant boundAt(Long createdDate) {
        return createdDate == null || createdDate <= 0 ? null : Instant.ofEpochMilli(createdDate);
    }
}
