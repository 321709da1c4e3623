package dev.twofactor.keycloak.login;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.EnrolledDestination;
import dev.twofactor.keycloak.server.TwoFactor;
import java.time.Instant;
import java.util.List;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Which of the user's phones or addresses this tab uses: the one picked here, else the user's default. */
final class PickedDestination {

    private final AuthenticationSessionModel session;
    private final String note;
    private final List<EnrolledDestination> all;

    PickedDestination(AuthenticationFlowContext context, CodeChannel channel) {
        session = context.getAuthenticationSession();
        note = channel.channel().credentialType() + ".picked."
                + context.getExecution().getId();
        all = channel.usable(TwoFactor.of(context.getSession()).policy(context.getRealm()), context.getUser()).stream()
                .filter(enrolled -> !MailLink.leadsTo(enrolled.destination(), channel, session, context.getUser()))
                .toList();
    }

    /** Whether the user has none. */
    boolean isMissing() {
        return all.isEmpty();
    }

    /** Takes another one of the user's own; any other id changes nothing. */
    void pick(String credentialId) {
        if (all.stream().anyMatch(enrolled -> enrolled.credentialId().equals(credentialId))) {
            session.setAuthNote(note, credentialId);
        }
    }

    String credentialId() {
        return current().credentialId();
    }

    Destination destination() {
        return current().destination();
    }

    /** When it was set up; null when nobody knows. */
    Instant boundAt() {
        return current().boundAt();
    }

    /** Those that could be picked instead. */
    List<EnrolledDestination> others() {
        String current = credentialId();
        return all.stream()
                .filter(enrolled -> !enrolled.credentialId().equals(current))
                .toList();
    }

    private EnrolledDestination current() {
        String picked = session.getAuthNote(note);
        return all.stream()
                .filter(enrolled -> enrolled.credentialId().equals(picked))
                .findFirst()
                .orElseGet(() -> all.get(0));
    }
}
