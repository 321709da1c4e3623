package dev.twofactor.keycloak.notice;

import java.time.Duration;
import java.util.Optional;
import org.keycloak.TokenCategory;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.JsonWebToken;

/**
 * The signed part of a "this was not me" link: good once, for a week, for one user of one realm. Keycloak's decoding checks
 * nothing but that some key of the realm signed it.
 */
final class ReportLink {

    static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final String TYPE = "two-factor-report";

    private final KeycloakSession session;
    private final RealmModel realm;

    ReportLink(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    String keyFor(UserModel user) {
        Token token = new Token();
        token.id(KeycloakModelUtils.generateId())
                .type(TYPE)
                .issuer(realm.getId())
                .subject(user.getId())
                .iat(now())
                .exp(now() + GOOD_FOR.toSeconds());
        return session.tokens().encode(token);
    }

    /** The user whom a link names; empty when it is forged, of another realm, over, or used. */
    Optional<UserModel> userOf(String key) {
        return token(key)
                .filter(token -> !session.singleUseObjects().contains(used(token)))
                .map(token -> session.users().getUserById(realm, token.getSubject()));
    }

    /** Uses the link up; empty as in {@link #userOf}, and for all but the first of several at once. */
    Optional<UserModel> take(String key) {
        return token(key)
                .filter(token ->
                        session.singleUseObjects().putIfAbsent(used(token), Math.max(1, token.getExp() - now())))
                .map(token -> session.users().getUserById(realm, token.getSubject()));
    }

    private Optional<Token> token(String key) {
        return Optional.ofNullable(key)
                .map(signed -> session.tokens().decode(signed, Token.class))
                .filter(token -> TYPE.equals(token.getType()))
                .filter(token -> realm.getId().equals(token.getIssuer()))
                .filter(token -> token.getId() != null && token.getSubject() != null)
                .filter(token -> token.getExp() != null && token.getExp() > now());
    }

    private static long now() {
        return Time.currentTimeMillis() / 1000;
    }

    private static String used(Token token) {
        return "two-factor.report." + token.getId();
    }

    /** What is signed. */
    public static final class Token extends JsonWebToken {

        private static final long serialVersionUID = 1L;

        @Override
        public TokenCategory getCategory() {
            return TokenCategory.INTERNAL;
        }
    }
}
