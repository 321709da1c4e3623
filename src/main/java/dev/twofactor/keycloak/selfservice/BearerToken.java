package dev.twofactor.keycloak.selfservice;

import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/** The request's access token, judged by Keycloak itself. */
final class BearerToken {

    private BearerToken() {}

    /** Empty when there is none, or it is not valid in this realm now. */
    static Optional<SignedIn> of(KeycloakSession session) {
        return authenticated(session)
                .map(BearerToken::signedIn)
                .filter(signedIn -> signedIn.user() != null && signedIn.session() != null);
    }

    private static Optional<AuthenticationManager.AuthResult> authenticated(KeycloakSession session) {
        try {
            return Optional.ofNullable(new AppAuthManager.BearerTokenAuthenticator(session).authenticate());
        } catch (NotAuthorizedException e) {
            // A header that is no bearer token.
            return Optional.empty();
        }
    }

    // The names of 26.4, which later versions keep beside their own.
    @SuppressWarnings("removal")
    private static SignedIn signedIn(AuthenticationManager.AuthResult result) {
        return new SignedIn(result.getUser(), result.getSession(), result.getToken(), result.getClient());
    }

    /** The token with all its claims, which a lightweight one leaves out. */
    static AccessToken inFull(KeycloakSession session, SignedIn signedIn, String client) {
        AccessToken token = signedIn.token();
        if (token.getAudience() != null && token.getResourceAccess(client) != null) {
            return token;
        }
        return transformed(session, signedIn);
    }

    /** The same for the realm's roles in it. */
    static AccessToken withRealmRoles(KeycloakSession session, SignedIn signedIn) {
        AccessToken token = signedIn.token();
        return token.getRealmAccess() == null ? transformed(session, signedIn) : token;
    }

    private static AccessToken transformed(KeycloakSession session, SignedIn signedIn) {
        AccessTokenIntrospectionProvider<?> provider = (AccessTokenIntrospectionProvider<?>) session.getProvider(
                TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE);
        return provider.transformAccessToken(signedIn.token(), signedIn.session());
    }
}
