package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.CodePolicy;
import org.keycloak.provider.Provider;

/** A realm's policy for second factors; a realm without one has the defaults. */
public interface TwoFactorPolicy extends Provider {

    /** How codes live. */
    CodePolicy codes();

    /** The company's name in screens and messages; null when the realm's display name serves. */
    String companyName();

    /** Whether the profile's verified address takes codes without having been enrolled; an unverified one never does. */
    boolean emailWithoutEnrolling();

    @Override
    default void close() {
        // Nothing is held.
    }
}
