package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.keycloak.delivery.CodeChannel;
import java.util.Set;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The number or address that this tab is verifying. It stays on the server from Send Code to Verify, so that no form can
 * swap it; the code itself is bound to it as well.
 */
final class PendingDestination {

    private final RequiredActionContext context;
    private final AuthenticationSessionModel session;
    private final CodeChannel channel;
    private final String note;

    PendingDestination(RequiredActionContext context, CodeChannel channel) {
        this.context = context;
        this.session = context.getAuthenticationSession();
        this.channel = channel;
        this.note = channel.channel().enrollAction() + ".pending";
    }

    /** The destination; null when none is being verified. */
    Destination destination() {
        String address = session.getAuthNote(note);
        return address == null ? null : channel.destination(address).orElse(null);
    }

    void set(Destination destination) {
        session.setAuthNote(note, destination.address());
    }

    void clear() {
        session.removeAuthNote(note);
    }

    Binding binding(Destination destination) {
        return new Binding(
                context.getRealm().getId(),
                context.getUser().getId(),
                session.getParentSession().getId(),
                Purpose.ENROLL,
                channel.channel(),
                destination);
    }

    /** The challenge of this very destination, if this tab knows one; those of others are not its business. */
    Set<String> handles(Binding binding) {
        String handle = session.getAuthNote(handleNote(binding));
        return handle == null ? Set.of() : Set.of(handle);
    }

    void remember(Binding binding, String handle) {
        session.setAuthNote(handleNote(binding), handle);
    }

    private static String handleNote(Binding binding) {
        return "two-factor.challenge." + binding.fingerprint();
    }
}
