package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;

/**
 * A phone or address whose code came back.
 *
 * @param challengeId of the code; whoever makes an account with it uses it up
 */
public record Proved(CodeChannel channel, Destination destination, String challengeId) {

    @Override
    public String toString() {
        return "Proved[" + channel.channel() + "]";
    }
}
