package dev.twofactor.keycloak;

import dev.twofactor.domain.spend.Asked;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * An operator's own question before a second message to the same destination leaves: a riddle for robots whose answer came
 * with this request, or a look-up of the number (was its SIM card swapped?). Every one that is installed must say yes.
 */
public interface SendCheck extends Provider {

    /**
     * Whether the message may leave. Runs on the request's thread while no database row is held; must answer within some
     * seconds, and what it throws counts as no.
     *
     * @param asked whom the message is for and where it would go; never to be logged
     */
    boolean allows(RealmModel realm, Asked asked);

    @Override
    default void close() {
        // Nothing is held.
    }
}
