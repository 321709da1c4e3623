package dev.twofactor.keycloak.login;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import jakarta.ws.rs.HttpMethod;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.models.DefaultActionTokenKey;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whoever came by a link from the user's mailbox has shown that mailbox. A code to it would show nothing new, so it is no
 * second factor in such a login: one mailbox must not give both the new password and the code.
 */
final class MailLink {

    private MailLink() {}

    /**
     * Whether somebody who only opened a link in a mail is here, and in another browser than the one that asked for it: programs
     * that look through mails do so. Keycloak notes the name where it was typed, and nowhere else.
     */
    static boolean isJustOpened(AuthenticationFlowContext context) {
        AuthenticationSessionModel tab = context.getAuthenticationSession();
        return !HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())
                && context.getUser().getId().equals(tab.getAuthNote(DefaultActionTokenKey.ACTION_TOKEN_USER_ID))
                && tab.getAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME) == null;
    }

    /** Whether this login came by a link to just this destination. */
    static boolean leadsTo(
            Destination destination, CodeChannel channel, AuthenticationSessionModel tab, UserModel user) {
        return channel.channel() == Channel.EMAIL
                && user.getId().equals(tab.getAuthNote(DefaultActionTokenKey.ACTION_TOKEN_USER_ID))
                && destination.address().equalsIgnoreCase(user.getEmail());
    }
}
