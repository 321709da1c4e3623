package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.TrustToken;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.urls.UrlType;

/**
 * The cookies of trusted browsers: one for each user and realm (and application, where trust is bound to it), so that
 * people who share a browser keep each their own.
 */
final class TrustCookies {

    private static final String PREFIX = "TWO_FACTOR_TRUST_";
    private static final int NAME_BYTES = 8;

    private final KeycloakSession session;
    private final RealmModel realm;
    private @Nullable Map<String, Cookie> all;

    TrustCookies(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** A name that tells nobody who the user is. */
    static String name(String userId, String clientId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((userId + '\n' + (clientId == null ? "" : clientId)).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    boolean isShown(String name) {
        return all().containsKey(name);
    }

    /** What the browser shows under this name, if it can be read at all. */
    Optional<TrustToken> shown(String name) {
        return Optional.ofNullable(all().get(name)).map(Cookie::getValue).flatMap(TrustToken::parse);
    }

    /** The hashes of all that this browser shows, over users. */
    List<String> handlesShown() {
        return all().entrySet().stream()
                .filter(cookie -> cookie.getKey().startsWith(PREFIX))
                .flatMap(cookie -> TrustToken.parse(cookie.getValue().getValue()).stream())
                .map(TrustToken::handleHash)
                .toList();
    }

    /** Gives the browser a value once the transaction is committed: it must never hold what no row knows. */
    void setAfterCommit(String name, TrustToken token, Instant end) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        afterCommit(cookie(name, token.value(), Duration.between(now, end)));
    }

    /** Takes a worthless value away. */
    void clearAfterCommit(String name) {
        afterCommit(cookie(name, "", Duration.ZERO));
    }

    private void afterCommit(NewCookie cookie) {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                session.getContext().getHttpResponse().setCookieIfAbsent(cookie);
            }

            @Override
            protected void rollbackImpl() {
                // The browser keeps what it has, as the row does.
            }
        });
    }

    // Secure goes by the address that people see, whatever a proxy speaks with the server; realms do not see each
    // other's. Lax: a login that another site posts does not carry it, and then the code is asked for.
    private NewCookie cookie(String name, String value, Duration age) {
        boolean https = "https"
                .equals(session.getContext()
                        .getUri(UrlType.FRONTEND)
                        .getBaseUri()
                        .getScheme());
        return new NewCookie.Builder(name)
                .value(value)
                .path(AuthenticationManager.getRealmCookiePath(
                        realm, session.getContext().getUri()))
                .maxAge((int) age.toSeconds())
                .secure(https)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    // The server parses them anew whenever it is asked, which cost a trusted login about as much as its statements.
    private Map<String, Cookie> all() {
        if (all == null) {
            HttpRequest request = session.getContext().getHttpRequest();
            all = request == null ? Map.of() : request.getHttpHeaders().getCookies();
        }
        return all;
    }
}
