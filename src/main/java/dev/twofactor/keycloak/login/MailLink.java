package dev.twofactor.keycloak.login;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import org.keycloak.models.DefaultActionTokenKey;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whoever came by a link from the user's mailbox has shown that mailbox. A code to it would show nothing new, so it is no
 * second factor in such a login: one mailbox must not give both the new password and the code.
 */
final class MailLink {

    private MailLink() {}

    /** Whether this login came by a link to just this destination. */
    static boolean leadsTo(
            Destination destination, CodeChannel channel, AuthenticationSessionModel tab, UserModel user) {
        return channel.channel() == Channel.EMAIL
                && user.getId().equals(tab.getAuthNote(DefaultActionTokenKey.ACTION_TOKEN_USER_ID))
                && destination.address().equalsIgnoreCase(user.getEmail());
    }
}
