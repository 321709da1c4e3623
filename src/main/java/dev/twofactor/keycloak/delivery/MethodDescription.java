package dev.twofactor.keycloak.delivery;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        if (destinations.isEmpty()) {
            return type + "-help-text";
        }
        Locale language = session.getContext().resolveLocale(user(session));
        return "${" + type + "-to} "
                + destinations.stream()
                        .limit(SHOWN)
                        .map(enrolled -> LeftToRight.within(
                                language, literal(enrolled.destination().masked())))
                        .collect(Collectors.joining(", "));
    }

    private static List<EnrolledDestination> destinations(KeycloakSession session, CodeChannel channel) {
        UserModel user = user(session);
        return user == null ? List.of() : channel.destinations(user);
    }

    private static @Nullable UserModel user(KeycloakSession session) {
        AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
        return signIn == null ? null : signIn.getAuthenticatedUser();
    }

    // Apostrophes and braces mean something to MessageFormat; nothing else does.
    static String literal(String text) {
        return text.replace("'", "''").replace("{", "'{'").replace("}", "'}'");
    }
}
