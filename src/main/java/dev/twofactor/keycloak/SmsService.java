package dev.twofactor.keycloak;

import dev.twofactor.domain.delivery.SmsGateway;
import org.keycloak.provider.Provider;

/**
 * A text message service of a realm. It is made in a Keycloak session and must then hold all it needs:
 * {@link #send} runs later on a thread without one.
 */
public interface SmsService extends Provider, SmsGateway {

    @Override
    default void close() {
        // Most services hold nothing.
    }
}
