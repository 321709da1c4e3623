package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.Attempts;
import java.time.Instant;

/** A message that is ready to leave; runs on a sender thread, without a Keycloak session. */
@FunctionalInterface
public interface Dispatch {

    /**
     * Sends in bounded time.
     *
     * @param deliveryId the ledger's name for the message
     * @param until when nobody waits for it any more
     */
    Attempts send(String deliveryId, Instant until);
}
