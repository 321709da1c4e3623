package dev.twofactor.keycloak.delivery;

import java.util.List;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The line that explains a method in "Try another way". Keycloak hands it to its templates' {@code msg}, which takes a
 * key or else formats the text itself, with {@code ${key}} in it replaced.
 */
public final class MethodDescription {

    private static final int SHOWN = 3;

    private MethodDescription() {}

    /** Where the codes go while a user signs in; elsewhere, as in the Account Console, the plain key. */
    public static String of(KeycloakSession session, CodeChannel channel) {
        String type = channel.channel().credentialType();
        List<EnrolledDestination> destinations = destinations(session, channel);
        return destinations.isEmpty()
                ? type + "-help-text"
                : "${" + type + "-to} "
                        + destinations.stream()
                                .limit(SHOWN)
                                .map(enrolled -> literal(enrolled.destination().masked()))
                                .collect(Collectors.joining(", "));
    }

    private static List<EnrolledDestination> destinations(KeycloakSession session, CodeChannel channel) {
        AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
        UserModel user = signIn == null ? null : signIn.getAuthenticatedUser();
        return user == null ? List.of() : channel.destinations(user);
    }

    // Apostrophes and braces mean something to MessageFormat; nothing else does.
    static String literal(String text) {
        return text.replace("'", "''").replace("{", "'{'").replace("}", "'}'");
    }
}
