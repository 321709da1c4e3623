package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.SendResult;

/** A message that is ready to leave; runs on a sender thread, without a Keycloak session. */
@FunctionalInterface
public interface Dispatch {

    /** Sends in bounded time. */
    Outcome send();

    /**
     * What came of it.
     *
     * @param service id of the service that was tried last; null when there was none
     */
    record Outcome(String service, SendResult result) {}
}
